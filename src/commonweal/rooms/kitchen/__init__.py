"""The common table: menus, who eats, safe foods, shopping, cooking."""
