"""Article -> spans: attributions, figures and times."""
