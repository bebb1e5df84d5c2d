-- What the others stand on: extensions that PostgreSQL trusts any owner of a database to create.
create extension if not exists btree_gist;
