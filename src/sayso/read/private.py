"""Which network addresses are nobody's page: this machine, the networks around it, none at all."""

import ipaddress

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

# IPv6 networks that carry an IPv4 address: it is that one which is reached in the end.
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052
COMPATIBLE = ipaddress.IPv6Network("::/96")  # RFC 4291, 2.5.5.1, given up
SHARED = ipaddress.IPv4Network("100.64.0.0/10")  # RFC 6598, behind a provider's translation
RELAYS = ipaddress.IPv4Network("192.88.99.0/24")  # RFC 7526, given up


def kind(address: str) -> str | None:
    """Return what kind of address is not one of the public internet, None for one that is.

    >>> kind("127.0.0.1"), kind("::ffff:10.0.0.7"), kind("192.0.43.8")
    ('loopback', 'private', None)
    """
    found = _reached(ipaddress.ip_address(address))
    if found.is_unspecified:
        return "unspecified"
    if found.is_loopback:
        return "loopback"
    if found.is_link_local:
        return "link-local"
    if found.is_multicast:
        return "multicast"
    if found in SHARED:
        return "shared (carrier-grade NAT)"
    if found.is_reserved or found in RELAYS:
        return "reserved"
    return None if found.is_global and not _is_site_local(found) else "private"


def _reached(address: Ip) -> Ip:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    carried = address.ipv4_mapped or address.sixtofour
    if address in NAT64 or (address in COMPATIBLE and int(address) > 1):
        carried = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return carried or address


def _is_site_local(address: Ip) -> bool:
    return isinstance(address, ipaddress.IPv6Address) and address.is_site_local
