/** The shop's tables. The job queue makes its own beside them. */
export const SCHEMA = `
  CREATE TABLE products (
    sku text PRIMARY KEY,
    place int NOT NULL,
    title text NOT NULL,
    artist text NOT NULL,
    price int NOT NULL,
    note text NOT NULL,
    stock int NOT NULL
  );
  CREATE TABLE holds (
    sku text NOT NULL REFERENCES products,
    id int NOT NULL,
    -- The hold that stands before this one in the waiting line.
    after int,
    PRIMARY KEY (sku, id)
  );
  CREATE TABLE orders (
    id uuid PRIMARY KEY,
    customer text NOT NULL,
    total int NOT NULL,
    lines jsonb NOT NULL,
    placed timestamptz NOT NULL DEFAULT now()
  );
`;
