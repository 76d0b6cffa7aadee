using Quintet.Db;
using Quintet.Db.Migrations;

namespace WebTests.Shelf.Migrations;

public abstract class Step(string name, string? after, params Operation[] operations) : Migration
{
    public override string Name => name;

    public override IEnumerable<Dependency> Dependencies => after is null ? [] : [new("shelf", after)];

    public override IEnumerable<Operation> Operations => operations;

    protected static AddField Note(int length = 50) => new("Box", "note", new CharField { MaxLength = length, Default = "" });

    protected static AddField Pages() => new("Box", "pages", new IntegerField { Default = 0 });

    protected static void Add(HistoricalModels models, string name) => models.Get("shelf", "Box").Create(("name", name));
}

public class M0001_Initial() : Step("0001_initial", null, new CreateModel("Box", [("id", new BigAutoField { PrimaryKey = true }), ("name", new CharField { MaxLength = 100 })]));

public class M0002_Note() : Step("0002_note", "0001_initial", Note(), new RunCode(Fill, RunCode.Noop))
{
    internal static void Fill(HistoricalModels models, Connection connection) => Add(models, "by a method");
}

public class M0003_Fill() : Step("0003_fill", "0002_note", new RunCode((models, _) => Add(models, "by a lambda"), RunCode.Noop), new RunSql("UPDATE shelf_box SET note = 'kept'", RunSql.Noop));

public class M0004_Once() : Step("0004_once", "0003_fill", new RunSql("DELETE FROM shelf_box WHERE id < 0") { Elidable = true }, new RunCode(static (_, _) => { }) { Elidable = true });

public class M0005_Pages() : Step("0005_pages", "0004_once", Pages(), new AlterField("Box", "pages", new IntegerField { Default = 1 }), new AlterField("Box", "pages", new IntegerField { Default = 0 }));

public class M0002_Pages() : Step("0002_pages", "0001_initial", Pages());

public class M0002_OtherNote() : Step("0002_other_note", "0001_initial", Note(99));

public class M0002_PlainNote() : Step("0002_note", "0001_initial", Note());

public class M0002_Short() : Step("0002_short", "0001_initial", new AlterField("Box", "name", new CharField { MaxLength = 10 }));

public class M0002_Long() : Step("0002_long", "0001_initial", new AlterField("Box", "name", new CharField { MaxLength = 100, DbColumn = "n" }));

public class M0002_Wordy() : Step("0002_wordy", "0001_initial", Note(), Pages(), new RemoveField("Box", "note"));

public class M0003_WordyCode() : Step("0003_wordy_code", "0002_wordy", Note(), new RemoveField("Box", "note"), new RunCode(RunCode.Noop, (_, _) => { }));

public class M0004_WordySum() : Step("0004_wordy_sum", "0003_wordy_code", Note(), new RemoveField("Box", "note"), new RunCode((_, _) => { }))
{
    public override IEnumerable<Dependency> Replaces => [new("shelf", "0004_gone")];
}

public class M0001_Dependent() : Step("0001_initial", "0002_note");
