"""One module per command: arguments in, printing out; everything else happens in the pipeline."""
