-- CRC-32C of the envelope, and of each 65536 octets of the content, four octets each. NULL: written before schema 4, not checked.
ALTER TABLE message ADD COLUMN envelope_crc INTEGER;
ALTER TABLE message ADD COLUMN content_crc BLOB;
ALTER TABLE partial_transfer ADD COLUMN content_crc BLOB;
