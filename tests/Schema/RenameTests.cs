using Quintet.Db;
using Quintet.Db.Migrations;

namespace SchemaTests;

public sealed class RenameTests
{
    private static readonly NamedField Id = new("id", new BigAutoField { PrimaryKey = true });
    private static readonly NamedField Name = new("name", new CharField { MaxLength = 20 });

    [Fact]
    public void A_model_and_its_fields_are_renamed_where_the_answer_is_yes()
    {
        var before = ProjectState.Of(
        [
            ModelState.Create("blog", "Author", [Id, Name]),
            ModelState.Create("blog", "Book", [Id, new("author", new ForeignKey("blog.Author", OnDelete.Cascade)), new("writers", new ManyToMany("blog.Author"))], new() { UniqueTogether = [["author", "id"]] },
                [new IndexAttribute("-author")], [new CheckConstraintAttribute("author_id > 0 AND id <> 5") { Name = "c" }]),
        ]);
        var after = ProjectState.Of(
        [
            ModelState.Create("blog", "Writer", [Id, new("title", Name.Field)]),
            ModelState.Create("blog", "Book", [Id, new("writer", new ForeignKey("blog.Writer", OnDelete.Cascade)), new("writers", new ManyToMany("blog.Writer"))], new() { UniqueTogether = [["writer", "id"]] },
                [new IndexAttribute("-writer")], [new CheckConstraintAttribute("writer_id > 0 AND id <> 5") { Name = "c" }]),
        ]);
        var questions = new Answers(yes: true);
        var changes = Differ.Diff(before, after, questions);
        Assert.Equal(
            [
                """new RenameModel("Author", "Writer")""",
                """new RenameField("Book", "author", "writer")""",
                """new RenameField("Writer", "name", "title")""",
                """new RenameIndex("Book", "blog_book_author__576f19_idx", "blog_book_writer__2af2ad_idx")""",
            ],
            changes.Select(change => change.Operation.ToCSharp()));
        Assert.Equal(["blog.Author -> Writer", "blog.Book.author -> writer", "blog.Writer.name -> title"], questions.Asked);
        Assert.Equal(after, changes.Aggregate(before, (state, change) => change.Operation.Apply("blog", state)));
        Assert.Equal("0002_rename_author_writer_rename_author_book_writer_and_more", Assert.Single(MigrationPlanner.Plan(changes, new Dictionary<string, string> { ["blog"] = "0001_initial" })).Name);

        // A no is one model that goes and one that comes.
        Assert.Contains(Differ.Diff(before, after, new Answers(yes: false)), change => change.Operation is DeleteModel { Name: "Author" });
    }

    [Fact]
    public void Without_an_answer_nothing_is_guessed()
    {
        var before = ProjectState.Of([ModelState.Create("blog", "Author", [Id, Name])]);
        var model = Assert.Throws<MigrationQuestionException>(() => Differ.Diff(before, ProjectState.Of([ModelState.Create("blog", "Writer", [Id, Name])])));
        Assert.Equal("blog.Author=Writer", model.Rename);
        Assert.Contains("Was the model blog.Author renamed to Writer?", model.Message);
        var field = Assert.Throws<MigrationQuestionException>(() => Differ.Diff(before, ProjectState.Of([ModelState.Create("blog", "Author", [Id, new("title", Name.Field)])])));
        Assert.Equal("blog.Author.name=title", field.Rename);
        Assert.Contains("Was blog.Author.name renamed to Author.title (a CharField)?", field.Message);

        // Another kind of field is another field.
        Assert.Throws<MigrationQuestionException>(() => Differ.Diff(before, ProjectState.Of([ModelState.Create("blog", "Author", [Id, new("title", new IntegerField())])])));
        Assert.Equal(2, Differ.Diff(before, ProjectState.Of([ModelState.Create("blog", "Author", [Id, new("title", new TextField { Default = "" })])])).Count);
    }

    [Fact]
    public void A_field_whose_column_keeps_its_name_costs_no_SQL()
    {
        var before = ProjectState.Of([ModelState.Create("blog", "Author", [Id, Name])]);
        var after = ProjectState.Of([ModelState.Create("blog", "Author", [Id, new("title", new CharField { MaxLength = 20, DbColumn = "name" })])]);
        var changes = Differ.Diff(before, after, new Answers(yes: true));
        Assert.Equal(["Alter field name on Author", "Rename field name on Author to title"], changes.Select(change => change.Operation.Describe()));
        foreach (var dialect in (SchemaDialect[])[SqliteSchema.Instance, PostgreSqlSchema.Instance])
        {
            var state = before;
            foreach (var change in changes)
            {
                var next = change.Operation.Apply("blog", state);
                Assert.Empty(change.Operation.Forwards("blog", state, next, dialect));
                Assert.Empty(change.Operation.Backwards("blog", state, next, dialect));
                state = next;
            }

            Assert.Equal(after, state);
        }
    }

    [Fact]
    public void What_speaks_of_a_field_speaks_of_it_by_its_new_name()
    {
        var pairs = ModelState.Create("blog", "Role", [Id, new("by", new ForeignKey("blog.Author", OnDelete.Cascade)), new("of", new ForeignKey("blog.Book", OnDelete.Cascade))],
            new() { UniqueTogether = [["by", "id"]], IndexTogether = [["by", "of"]], OrderWithRespectTo = "by" },
            [new IndexAttribute { Name = "i", Expressions = ["-(by_id + 1)"], Condition = "\"by\" IS NOT NULL", Include = ["by"] }],
            [new UniqueConstraintAttribute("by", "of") { Name = "u", Condition = "NOT (by_id = 1 OR by = 'by')" }]);
        var state = ProjectState.Of([pairs, ModelState.Create("blog", "Author", [Id]), ModelState.Create("blog", "Book", [Id, new("authors", new ManyToMany("blog.Author") { ThroughModel = "blog.Role", ThroughFields = ["of", "by"] }), new("first", new ForeignKey("blog.Role", OnDelete.SetNull) { Null = true, ToField = "by" })])]);
        var after = new RenameField("Role", "by", "order").Apply("blog", state);
        var role = after.Get("blog", "Role");
        Assert.Equal(["id", "order", "of"], role.Fields.Select(field => field.Name));
        Assert.Equal("""new MetaAttribute { OrderWithRespectTo = "order", UniqueTogether = [["order", "id"]], IndexTogether = [["order", "of"]] }""", CSharpSource.Of(role.Options));
        Assert.Equal("""new IndexAttribute { Name = "i", Expressions = ["-(order_id + 1)"], Condition = "\"order\" IS NOT NULL", Include = ["order"] }""", role.Indexes[0].ToString());
        Assert.Equal("""new UniqueConstraintAttribute("order", "of") { Name = "u", Condition = "NOT (order_id = 1 OR order = 'by')" }""", role.Constraints[0].ToString());
        Assert.Equal(["of", "order"], ((ManyToMany)after.Get("blog", "Book").GetField("authors").Field).ThroughFields);
        Assert.Equal("order", ((ForeignKey)after.Get("blog", "Book").GetField("first").Field).ToField);
        Assert.Equal(state, new RenameField("Role", "order", "by").Apply("blog", after));
        Assert.Contains("there is a field 'of' already", Assert.Throws<InvalidOperationException>(() => new RenameField("Role", "by", "of").Apply("blog", state)).Message);
        Assert.Contains("there is a model blog.Book already", Assert.Throws<InvalidOperationException>(() => new RenameModel("Role", "Book").Apply("blog", state)).Message);
    }

    [Fact]
    public void Rows_of_an_order_of_their_own_have_a_column_for_it()
    {
        ModelState Answer(string? order) => ModelState.Create("blog", "Answer", [Id, new("question", new ForeignKey("blog.Question", OnDelete.Cascade))], new() { OrderWithRespectTo = order });
        var question = ModelState.Create("blog", "Question", [Id]);
        var (plain, ordered) = (ProjectState.Of([question, Answer(null)]), ProjectState.Of([question, Answer("question")]));
        Assert.Contains("\"_order\" integer NOT NULL", SqliteSchema.Instance.CreateTable(ordered, Answer("question"))[0]);
        var change = Assert.Single(Differ.Diff(plain, ordered)).Operation;
        Assert.Equal("""new AlterOrderWithRespectTo("Answer", "question")""", change.ToCSharp());
        Assert.Equal(("Set order_with_respect_to on Answer to question", "alter_answer_order_with_respect_to"), (change.Describe(), change.NameFragment));
        Assert.Contains("""ALTER TABLE "blog_answer" ADD COLUMN "_order" integer DEFAULT 0 NOT NULL""", change.Forwards("blog", plain, ordered, PostgreSqlSchema.Instance));
        Assert.Equal(["""ALTER TABLE "blog_answer" DROP COLUMN "_order" CASCADE"""], change.Backwards("blog", plain, ordered, PostgreSqlSchema.Instance));
        Assert.Equal(["""new AlterOrderWithRespectTo("Answer", null)""", """new RemoveField("Answer", "question")"""],
            Differ.Diff(ordered, ProjectState.Of([question, ModelState.Create("blog", "Answer", [Id])])).Select(c => c.Operation.ToCSharp()));
    }

    [Fact]
    public void The_optimizer_keeps_what_fills_rows()
    {
        Field Number(object? once = null) => once is null ? new IntegerField() : new IntegerField { Default = once };
        IReadOnlyList<string> Optimized(params IReadOnlyList<Operation> operations) => [.. MigrationOptimizer.Optimize(operations, "blog").Select(o => o.ToCSharp())];
        Assert.Equal(["""new AddField("Book", "pages", new BigIntegerField { Default = 1 }) { PreserveDefault = false }"""],
            Optimized(new AddField("Book", "pages", Number(1)) { PreserveDefault = false }, new AlterField("Book", "pages", new BigIntegerField())));
        Assert.Equal(2, Optimized(new AlterField("Book", "pages", Number(1)) { PreserveDefault = false }, new AlterField("Book", "pages", new BigIntegerField())).Count);
        Assert.DoesNotContain("Default", Assert.Single(Optimized(new CreateModel("Book", [("id", Id.Field)]), new AddField("Book", "pages", Number(1)) { PreserveDefault = false })));

        // A field that an index speaks of stays until the index goes.
        Assert.Equal(2, Optimized(new CreateModel("Book", [("id", Id.Field), ("a", Number())]) { Indexes = [new IndexAttribute("a") { Name = "i" }] }, new RemoveField("Book", "a")).Count);
        Assert.Empty(Optimized(new AddIndex("Book", new IndexAttribute("a") { Name = "i" }), new RenameIndex("Book", "i", "j"), new RemoveIndex("Book", "j")));
    }

    private sealed class Answers(bool yes) : UnaskedQuestions
    {
        public List<string> Asked { get; } = [];

        public override bool IsModelRenamed(ModelState old, ModelState fresh) => Answer($"{old.Label} -> {fresh.Name}");

        public override bool IsFieldRenamed(ModelState model, string oldName, NamedField fresh) => Answer($"{model.Label}.{oldName} -> {fresh.Name}");

        private bool Answer(string asked)
        {
            Asked.Add(asked);
            return yes;
        }
    }
}
