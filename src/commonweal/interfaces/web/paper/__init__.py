"""The paper twins of daily pages: which sheets there are, and the codes they carry."""
