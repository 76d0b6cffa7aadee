// Written by Quintet 0.1.0 on 2026-11-28 11:08
using Quintet.Db;
using Quintet.Db.Migrations;

namespace Shop.Migrations;

public class M0002_Themes : Migration
{
    public override string Name => "0002_themes";

    public override IEnumerable<Dependency> Dependencies =>
    [
        new("shop", "0001_initial"),
    ];

    public override IEnumerable<Operation> Operations =>
    [
        new CreateModel("Theme",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("name", new CharField { MaxLength = 40, Unique = true }),
        ])
        {
            Options = new MetaAttribute { Ordering = ["name"] },
        },
        new AddField("Book", "themes", new ManyToMany("shop.Theme") { RelatedName = "books" }),
    ];
}
