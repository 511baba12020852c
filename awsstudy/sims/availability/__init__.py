"""Parts of the availability model: diagrams of parts, places, outages, questions."""
