"""The only rich code: values in, renderables out."""
