using Ledger.Migrations;
using Quintet.Db.Migrations;

namespace Ledger
{
    /// <summary>The app's migrations: of all that SQLite cannot do in place, with rows.</summary>
    public static class History
    {
        public static MigrationGraph Graph => new(
        [
            Of(static () => new M0001_Initial()), Of(static () => new M0002_Rows()), Of(static () => new M0003_Notes()), Of(static () => new M0004_Texts()),
            Of(static () => new M0005_Tags()), Of(static () => new M0006_Names()),
        ]);

        private static MigrationRegistration Of(Func<Migration> create) => new("ledger", create);
    }
}

namespace Ledger.Migrations
{
    public abstract class Step(string name, string? after) : Migration
    {
        public override string Name => name;

        public override IEnumerable<Dependency> Dependencies => after is null ? [] : [new("ledger", after)];

        protected static (string, Field) Id => ("id", new BigAutoField { PrimaryKey = true });

        /// <summary>The numbers from 1 on, as both databases count them.</summary>
        protected static string Numbers(int count) => $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})";
    }

    public class M0001_Initial() : Step("0001_initial", null)
    {
        public override IEnumerable<Operation> Operations =>
        [
            new CreateModel("Account", [Id, ("name", new CharField { MaxLength = 50, Unique = true }), ("balance", new IntegerField { Default = 0 })]),
            new CreateModel("Entry", [Id, ("account", new ForeignKey("ledger.Account", OnDelete.Cascade)), ("amount", new IntegerField()), ("text", new CharField { MaxLength = 50 })]),
        ];
    }

    public class M0002_Rows() : Step("0002_rows", "0001_initial")
    {
        public override IEnumerable<Operation> Operations =>
        [
            new RunSql($"INSERT INTO ledger_account (name, balance) {Numbers(50)} SELECT 'Account ' || i, 0 FROM n", "DELETE FROM ledger_account"),
            new RunSql($"INSERT INTO ledger_entry (account_id, amount, text) {Numbers(8000)} SELECT (SELECT min(id) FROM ledger_account) + i % 50, i, 'Entry number ' || i FROM n", "DELETE FROM ledger_entry"),
        ];
    }

    public class M0003_Notes() : Step("0003_notes", "0002_rows")
    {
        public override IEnumerable<Operation> Operations =>
        [
            new AddField("Entry", "note", new CharField { MaxLength = 30, Default = "none" }),
            new AddIndex("Entry", new IndexAttribute("amount") { Name = "ledger_amount" }),
            new RunCode(static (models, _) => SetBalances(models, 7), static (models, _) => SetBalances(models, 0)),
        ];

        private static void SetBalances(HistoricalModels models, int balance)
        {
            var accounts = models.Get("ledger", "Account");
            foreach (var account in accounts.Objects.OrderBy("id")) accounts.Save(account, ("balance", balance));
        }
    }

    public class M0004_Texts() : Step("0004_texts", "0003_notes")
    {
        public override IEnumerable<Operation> Operations =>
        [
            new AlterField("Entry", "text", new CharField { MaxLength = 200, Null = true }),
            new AddConstraint("Entry", new CheckConstraintAttribute("amount > 0") { Name = "ledger_positive" }),
            new AddField("Account", "closed", new DateField { Null = true }),
        ];
    }

    public class M0005_Tags() : Step("0005_tags", "0004_texts")
    {
        public override IEnumerable<Operation> Operations =>
        [
            new CreateModel("Tag", [Id, ("name", new CharField { MaxLength = 20 })]),
            new AddField("Entry", "tags", new ManyToMany("ledger.Tag")),
            new RunSql("INSERT INTO ledger_tag (name) VALUES ('new')", "DELETE FROM ledger_tag"),
            new RunSql("INSERT INTO ledger_entry_tags (entry_id, tag_id) SELECT id, (SELECT min(id) FROM ledger_tag) FROM ledger_entry", "DELETE FROM ledger_entry_tags"),
        ];
    }

    public class M0006_Names() : Step("0006_names", "0005_tags")
    {
        public override IEnumerable<Operation> Operations =>
        [
            new RenameField("Entry", "amount", "cents"),
            new RenameModel("Entry", "Posting"),
            new RemoveField("Posting", "note"),
        ];
    }
}
