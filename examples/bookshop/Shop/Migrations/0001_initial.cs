// Written by Quintet 0.1.0 on 2026-11-23 03:19
using Quintet.Db;
using Quintet.Db.Migrations;

namespace Shop.Migrations;

public class M0001_Initial : Migration
{
    public override string Name => "0001_initial";

    public override IEnumerable<Operation> Operations =>
    [
        new CreateModel("Author",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("name", new CharField { MaxLength = 120, Unique = true }),
            ("sort_name", new CharField { MaxLength = 120 }),
            ("born", new IntegerField()),
            ("country", new CharField { MaxLength = 80 }),
            ("bio", new TextField()),
        ])
        {
            Options = new MetaAttribute { Ordering = ["sort_name"] },
        },
        new CreateModel("Publisher",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("name", new CharField { MaxLength = 120, Unique = true }),
            ("city", new CharField { MaxLength = 80 }),
            ("founded", new IntegerField()),
        ])
        {
            Options = new MetaAttribute { Ordering = ["name"] },
        },
        new CreateModel("Genre",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("name", new CharField { MaxLength = 60, Unique = true }),
            ("slug", new CharField { MaxLength = 60, Unique = true }),
            ("blurb", new TextField()),
            ("hue", new IntegerField()),
        ])
        {
            Options = new MetaAttribute { Ordering = ["name"] },
        },
        new CreateModel("Book",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("title", new CharField { MaxLength = 200 }),
            ("author", new ForeignKey("shop.Author", OnDelete.Cascade) { RelatedName = "books" }),
            ("publisher", new ForeignKey("shop.Publisher", OnDelete.Cascade) { RelatedName = "books" }),
            ("genre", new ForeignKey("shop.Genre", OnDelete.Cascade) { RelatedName = "books" }),
            ("isbn", new CharField { MaxLength = 13, Unique = true }),
            ("published_date", new DateField()),
            ("price", new DecimalField { MaxDigits = 6, DecimalPlaces = 2 }),
            ("pages", new IntegerField()),
            ("stock", new IntegerField()),
            ("summary", new TextField()),
        ])
        {
            Options = new MetaAttribute { Ordering = ["-published_date", "title"] },
        },
    ];
}
