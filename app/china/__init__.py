"""Facts and rules of China, without a database: phone numbers, working time, pinyin, regions."""
