"""Course to pages to engine to finished site."""
