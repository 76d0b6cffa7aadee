using Quintet.Db;
using Quintet.Db.Migrations;

namespace SchemaTests;

public sealed class SqliteSchemaTests
{
    private static readonly CreateModel Author = new("Author", [("id", new BigAutoField { PrimaryKey = true }), ("name", new CharField { MaxLength = 50 })]);

    private static readonly CreateModel Book = new(
        "Book",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("author", new ForeignKey("shop.Author", OnDelete.Cascade)),
            ("slug", new SlugField()),
            ("isbn", new CharField { MaxLength = 13, Unique = true }),
            ("price", new DecimalField { MaxDigits = 8, DecimalPlaces = 2, Null = true }),
            ("stock", new PositiveIntegerField()),
            ("added", new DateTimeField { AutoNowAdd = true }),
            ("shown", new BooleanField { DbColumn = "is_shown" }),
        ]);

    [Fact]
    public void Tables_and_indexes_are_named_and_typed_as_Djangos()
    {
        Assert.Equal(
            [
                """CREATE TABLE "shop_book" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "author_id" bigint NOT NULL REFERENCES "shop_author" ("id") DEFERRABLE INITIALLY DEFERRED, "slug" varchar(50) NOT NULL, "isbn" varchar(13) NOT NULL UNIQUE, "price" decimal NULL, "stock" integer unsigned NOT NULL CHECK ("stock" >= 0), "added" datetime NOT NULL, "is_shown" bool NOT NULL)""",
                """CREATE INDEX "shop_book_author_id_82b8ab51" ON "shop_book" ("author_id")""",
                """CREATE INDEX "shop_book_slug_284cf2fa" ON "shop_book" ("slug")""",
            ],
            Sql(Book, Author));
    }

    [Fact]
    public void A_new_field_remakes_the_table_and_fills_the_rows() =>
        Assert.Equal(
            [
                """CREATE TABLE "new__shop_author" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(50) NOT NULL, "extra" varchar(9) NOT NULL)""",
                """INSERT INTO "new__shop_author" ("id", "name", "extra") SELECT "id", "name", 'it''s' FROM "shop_author" """.TrimEnd(),
                """DROP TABLE "shop_author" """.TrimEnd(),
                """ALTER TABLE "new__shop_author" RENAME TO "shop_author" """.TrimEnd(),
            ],
            Sql(new AddField("Author", "extra", new CharField { MaxLength = 9, Default = "it's" }), Author));

    [Fact]
    public void What_the_database_does_not_know_changes_nothing_there()
    {
        Assert.Empty(Sql(new AlterField("Author", "name", new CharField { MaxLength = 50, HelpText = "h", VerboseName = "v" }), Author));
        Assert.Empty(Sql(new AlterModelOptions("Author", new MetaAttribute { Ordering = ["name"] }), Author));
    }

    [Fact]
    public void A_mistake_in_a_migration_is_explained()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Sql(new AddField("Autor", "x", new TextField { Null = true }), Author));
        Assert.Contains("no model shop.Autor", error.Message);
        error = Assert.Throws<InvalidOperationException>(() => Sql(new RemoveField("Author", "nam"), Author));
        Assert.Contains("It has: id, name", error.Message);
    }

    private static IReadOnlyList<string> Sql(Operation operation, params Operation[] setup)
    {
        var before = setup.Aggregate(ProjectState.Empty, (state, o) => o.Apply("shop", state));
        return operation.Forwards("shop", before, operation.Apply("shop", before), SqliteSchema.Instance);
    }
}
