"""The newsdesk: a ledger as pages of HTML, tables and downloads. It alone knows HTTP."""
