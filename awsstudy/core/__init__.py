"""What every layer shares: errors, clock, chance, language, places, settings. No business here."""
