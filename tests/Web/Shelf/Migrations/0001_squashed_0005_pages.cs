// Code from the following migrations needs manual copying.
// Move it and whatever it needs into this file, then let the operations below call it here:
// WebTests.Shelf.Migrations.M0002_Note
// WebTests.Shelf.Migrations.M0003_Fill
using Quintet.Db;
using Quintet.Db.Migrations;

namespace WebTests.Shelf.Migrations;

public class M0001_Squashed0005Pages : Migration
{
    public override string Name => "0001_squashed_0005_pages";

    public override IEnumerable<Dependency> Replaces =>
    [
        new("shelf", "0001_initial"),
        new("shelf", "0002_note"),
        new("shelf", "0003_fill"),
        new("shelf", "0004_once"),
        new("shelf", "0005_pages"),
    ];

    public override IEnumerable<Operation> Operations =>
    [
        new CreateModel("Box",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("name", new CharField { MaxLength = 100 }),
            ("note", new CharField { MaxLength = 50, Default = "" }),
        ]),
        new RunCode(global::WebTests.Shelf.Migrations.M0002_Note.Fill, RunCode.Noop),
        new global::WebTests.Shelf.Migrations.M0003_Fill().Operations.ElementAt(0),
        new RunSql("UPDATE shelf_box SET note = 'kept'", ""),
        new AddField("Box", "pages", new IntegerField { Default = 0 }),
    ];
}
