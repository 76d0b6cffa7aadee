using Quintet.Db;
using Quintet.Db.Migrations;

namespace WebTests.Shelf.Migrations;

public class M0003_Merge0002Note0002Pages : Migration
{
    public override string Name => "0003_merge_0002_note_0002_pages";

    public override IEnumerable<Dependency> Dependencies =>
    [
        new("shelf", "0002_note"),
        new("shelf", "0002_pages"),
    ];

    public override IEnumerable<Operation> Operations =>
    [
    ];
}
