"""Mock exams: forms by an exam's blueprint, sittings that survive everything, their marking."""
