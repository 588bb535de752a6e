// Opens the console from its own page, because browsers send its cookie only then. A redirect keeps the part after "#".
location.replace(`/console/${location.hash}`);
