using Quintet.Db;
using Quintet.Db.Migrations;

namespace SchemaTests;

public sealed class DifferTests
{
    private static readonly NamedField Id = new("id", new BigAutoField { PrimaryKey = true });

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, 150)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_it_finds_leads_from_one_state_to_the_other(int seed)
    {
        var before = RandomStates.Of(seed);
        var after = RandomStates.Of(seed + 1000);
        Assert.Empty(Differ.Diff(before, before));
        var changes = Differ.Diff(before, after, RandomStates.Answers(seed));
        var state = changes.Aggregate(before, (s, change) => change.Operation.Apply(change.AppLabel, s));
        Assert.Equal(Sorted(after), Sorted(state));
        Assert.Equal(before.Equals(after), changes.Count == 0);

        // The same in migrations: whatever order their dependencies allow.
        var migrations = MigrationPlanner.Plan(changes, new Dictionary<string, string>());
        Assert.True(changes.Count >= migrations.Sum(m => m.Operations.Count));
        var done = new HashSet<Dependency>();
        state = before;
        foreach (var migration in migrations)
        {
            Assert.All(migration.Dependencies, d => Assert.Contains(d, done));
            state = migration.Operations.Aggregate(state, (s, operation) => operation.Apply(migration.AppLabel, s));
            done.Add(new(migration.AppLabel, migration.Name));
        }

        Assert.Empty(Differ.Diff(state, after));
    }

    [Fact]
    public void New_models_come_after_those_they_point_to_and_a_circle_is_closed_later()
    {
        var state = ProjectState.Of(
        [
            Model("blog", "Book", new("author", new ForeignKey("blog.Author", OnDelete.Cascade)), new("parent", new ForeignKey("blog.Book", OnDelete.SetNull) { Null = true })),
            Model("blog", "Author", new NamedField("favourite", new ForeignKey("blog.Book", OnDelete.SetNull) { Null = true })),
        ]);
        var migration = Assert.Single(MigrationPlanner.Plan(Differ.Diff(ProjectState.Empty, state), new Dictionary<string, string>()));
        Assert.Equal(["Create model Author", "Create model Book", "Add field favourite to Author"], migration.Operations.Select(o => o.Describe()));
        Assert.Equal(["id", "author", "parent"], Assert.IsType<CreateModel>(migration.Operations[1]).Fields.Select(f => f.Name));
        Assert.Equal(("0001_initial", "M0001_Initial"), (migration.Name, migration.ClassName));
    }

    [Fact]
    public void Apps_that_need_each_other_are_split_as_little_as_possible()
    {
        var state = ProjectState.Of(
        [
            Model("blog", "Post", new NamedField("shop", new ForeignKey("shop.Shop", OnDelete.Cascade))),
            Model("blog", "Author"),
            Model("shop", "Shop", new NamedField("owner", new ForeignKey("blog.Author", OnDelete.Cascade))),
        ]);
        var migrations = MigrationPlanner.Plan(Differ.Diff(ProjectState.Empty, state), new Dictionary<string, string>());
        Assert.Equal(
            ["blog.0001_initial <- ", "shop.0001_initial <- blog.0001_initial", "blog.0002_initial <- blog.0001_initial, shop.0001_initial"],
            migrations.Select(m => $"{m.AppLabel}.{m.Name} <- {string.Join(", ", m.Dependencies)}"));
        Assert.Equal(["blog", "shop"], MigrationPlanner.Plan(Differ.Diff(ProjectState.Empty, state), new Dictionary<string, string>(), ["shop"]).Select(m => m.AppLabel));
    }

    [Fact]
    public void A_model_comes_after_those_it_derives_from_and_goes_before_them()
    {
        NamedField Link(string to) => new("ptr", new OneToOne(to, OnDelete.Cascade) { PrimaryKey = true, ParentLink = true });
        var state = ProjectState.Of(
        [
            ModelState.Create("blog", "Alpha", [Link("blog.Zeta")]) with { Bases = ["blog.Zeta"] },
            ModelState.Create("blog", "Beta", [], new() { Proxy = true, Ordering = ["best"] }) with { Bases = ["blog.Alpha"] },
            Model("blog", "Zeta", new NamedField("best", new ForeignKey("blog.Beta", OnDelete.SetNull) { Null = true })),
        ]);
        var created = Differ.Diff(ProjectState.Empty, state);
        Assert.Equal(["Create model Zeta", "Create model Alpha", "Create proxy model Beta", "Add field best to Zeta"], created.Select(c => c.Operation.Describe()));
        Assert.Equal(state, created.Aggregate(ProjectState.Empty, (s, change) => change.Operation.Apply(change.AppLabel, s)));
        var deleted = Differ.Diff(state, ProjectState.Empty);
        Assert.Equal(["Remove field best from Zeta", "Delete model Beta", "Delete model Alpha", "Delete model Zeta"], deleted.Select(c => c.Operation.Describe()));
        Assert.Contains("derives from blog.Zeta, which is not there", Assert.Throws<InvalidOperationException>(() => created[1].Operation.Apply("blog", ProjectState.Empty)).Message);
        Assert.Equal(
            """
            new CreateModel("Beta",
            [
            ])
            {
                Options = new MetaAttribute { Ordering = ["best"], Proxy = true },
                Bases = ["blog.Alpha"],
            }
            """.ReplaceLineEndings("\n"),
            created[2].Operation.ToCSharp());
        Assert.Contains("(\"ptr\", new OneToOne(\"blog.Zeta\", OnDelete.Cascade) { PrimaryKey = true, Unique = true, ParentLink = true })", created[1].Operation.ToCSharp());
    }

    [Fact]
    public void A_proxy_has_no_SQL_and_does_not_become_a_table()
    {
        var place = Model("blog", "Place");
        var review = Model("blog", "Review", new NamedField("place", new ForeignKey("blog.Ordered", OnDelete.Cascade)));
        var proxy = ModelState.Create("blog", "Ordered", [], new() { Proxy = true, DbTable = "nothing" }) with { Bases = ["blog.Place"] };
        var before = ProjectState.Of([place, proxy, review]);
        foreach (var dialect in (SchemaDialect[])[SqliteSchema.Instance, PostgreSqlSchema.Instance])
        {
            Assert.Empty(dialect.CreateTable(before, proxy));
            Assert.Empty(dialect.DropTable(proxy));
            Assert.Contains("REFERENCES \"blog_place\" (\"id\")", string.Join(";", dialect.CreateTable(before, review)));
        }

        var after = ProjectState.Of([place, Model("blog", "Ordered"), review]);
        Assert.Equal(["Delete model Ordered", "Create model Ordered", "Alter field place on Review"], Differ.Diff(before, after).Select(c => c.Operation.Describe()));
        Assert.Equal(["Delete model Ordered", "Create proxy model Ordered"], Differ.Diff(after, before).Select(c => c.Operation.Describe()));
        var renamed = ProjectState.Of([place, proxy with { Options = new() { Proxy = true, Ordering = ["id"] } }, review]);
        Assert.Equal(["Change Meta options on Ordered", "Rename table for Ordered to (default)"], Differ.Diff(before, renamed).Select(c => c.Operation.Describe()));
    }

    [Fact]
    public void A_change_is_named_after_what_it_does()
    {
        var before = ProjectState.Of([Model("blog", "Book")]);
        var after = ProjectState.Of([Model("blog", "Book", new NamedField("genre", new CharField { MaxLength = 50, Null = true }))]);
        var leaves = new Dictionary<string, string> { ["blog"] = "0001_initial" };
        var migration = Assert.Single(MigrationPlanner.Plan(Differ.Diff(before, after), leaves));
        Assert.Equal(("0002_book_genre", "M0002_BookGenre"), (migration.Name, migration.ClassName));
        Assert.Equal([new Dependency("blog", "0001_initial")], migration.Dependencies);
        Assert.Equal("""new AddField("Book", "genre", new CharField { MaxLength = 50, Null = true })""", CSharpSource.Of(migration.Operations[0]));
        Assert.Equal("0002_remove_book_genre", Assert.Single(MigrationPlanner.Plan(Differ.Diff(after, before), leaves)).Name);
        Assert.Equal("0002_mine", Assert.Single(MigrationPlanner.Plan(Differ.Diff(after, before), leaves, name: "mine")).Name);
    }

    [Fact]
    public void A_value_for_rows_that_are_there_is_asked_for_never_guessed()
    {
        var before = ProjectState.Of([Model("blog", "Book")]);
        var after = ProjectState.Of([Model("blog", "Book", new NamedField("pages", new IntegerField()))]);
        var error = Assert.Throws<MigrationQuestionException>(() => Differ.Diff(before, after));
        Assert.Contains("field 'pages' to blog.Book", error.Message);
        var operation = Assert.Single(Differ.Diff(before, after, new Answers())).Operation;
        Assert.Equal("""new AddField("Book", "pages", new IntegerField { Default = 5 }) { PreserveDefault = false }""", operation.ToCSharp());
        Assert.Empty(Differ.Diff(operation.Apply("blog", before), after));
    }

    [Fact]
    public void A_new_model_has_its_unique_sets_at_once_and_its_indexes_and_constraints_behind_it()
    {
        var book = ModelState.Create("blog", "Book", [Id, new("title", new TextField()), new("author", new ForeignKey("blog.Author", OnDelete.Cascade))],
            new MetaAttribute { UniqueTogether = [["title", "author"]] }, [new IndexAttribute("title")], [new CheckConstraintAttribute("title <> ''") { Name = "titled" }]);
        var author = ModelState.Create("blog", "Author", [Id, new("first", new ForeignKey("blog.Book", OnDelete.SetNull) { Null = true })], new MetaAttribute { UniqueTogether = [["first", "id"]] });
        var operations = Assert.Single(MigrationPlanner.Plan(Differ.Diff(ProjectState.Empty, ProjectState.Of([book, author])), new Dictionary<string, string>())).Operations;
        Assert.Equal(
            [
                "Create model Author", "Create model Book", "Add field first to Author",
                "Create index blog_book_title_41da13_idx on field(s) title of model Book", "Create constraint titled on model Book", "Alter unique_together for Author (1 constraint(s))",
            ],
            operations.Select(o => o.Describe()));
        Assert.DoesNotContain("UniqueTogether", operations[0].ToCSharp());
        Assert.Contains("UniqueTogether = [[\"title\", \"author\"]]", operations[1].ToCSharp());
    }

    [Fact]
    public void An_index_with_another_name_only_is_renamed()
    {
        ModelState Book(params IndexAttribute[] indexes) => ModelState.Create("blog", "Book", [Id], indexes: indexes);
        var before = ProjectState.Of([Book(new IndexAttribute("id") { Name = "a" }, new IndexAttribute("-id") { Name = "b" })]);
        var after = ProjectState.Of([Book(new IndexAttribute("id") { Name = "c" }, new IndexAttribute("-id") { Name = "d", Condition = "id > 1" })]);
        var changes = Differ.Diff(before, after);
        Assert.Equal(["Remove index b from Book", "Rename index a on Book to c", "Create index d on field(s) -id of model Book"], changes.Select(c => c.Operation.Describe()));
        Assert.Equal("""new RenameIndex("Book", "a", "c")""", changes[1].Operation.ToCSharp());
        var middle = changes[0].Operation.Apply("blog", before);
        var last = changes[1].Operation.Apply("blog", middle);
        Assert.Equal(["""DROP INDEX "a" """.Trim(), """CREATE INDEX "c" ON "blog_book" ("id")"""], changes[1].Operation.Forwards("blog", middle, last, SqliteSchema.Instance));
        Assert.Equal(["""ALTER INDEX "c" RENAME TO "a" """.Trim()], changes[1].Operation.Backwards("blog", middle, last, PostgreSqlSchema.Instance));

        // Two that change names go and come.
        var turned = ProjectState.Of([Book(new IndexAttribute("id") { Name = "b" }, new IndexAttribute("-id") { Name = "a" })]);
        Assert.Equal(4, Differ.Diff(before, turned).Count);
    }

    [Fact]
    public void Another_kind_of_database_has_no_table()
    {
        var elsewhere = new CreateModel("Book", [("id", new BigAutoField { PrimaryKey = true })]) { Options = new MetaAttribute { RequiredDbVendor = "postgresql" } };
        var after = elsewhere.Apply("blog", ProjectState.Empty);
        Assert.Empty(elsewhere.Forwards("blog", ProjectState.Empty, after, SqliteSchema.Instance));
        Assert.Single(elsewhere.Forwards("blog", ProjectState.Empty, after, PostgreSqlSchema.Instance));
        foreach (var operation in (Operation[])
        [
            new AddIndex("Book", new IndexAttribute("id") { Name = "x" }), new AddConstraint("Book", new CheckConstraintAttribute("id > 0") { Name = "y" }), new AlterUniqueTogether("Book", [["id"]]),
            new AddField("Book", "a", new TextField { Null = true }), new AlterModelTableComment("Book", "c"), new RenameIndex("Book", "x", "z"),
        ])
        {
            var next = operation.Apply("blog", after);
            Assert.Empty(operation.Forwards("blog", after, next, SqliteSchema.Instance));
            Assert.Empty(operation.Backwards("blog", after, next, SqliteSchema.Instance));
            Assert.NotEmpty(operation.Forwards("blog", after, next, PostgreSqlSchema.Instance));
            after = next;
        }
    }

    [Fact]
    public void A_unique_set_goes_before_its_field_and_comes_behind_it()
    {
        NamedField a = new("a", new IntegerField { Null = true }), b = new("b", new IntegerField { Null = true }), c = new("c", new IntegerField { Null = true });
        var before = ProjectState.Of([ModelState.Create("blog", "Book", [Id, a, b], new MetaAttribute { UniqueTogether = [["a", "b"], ["id", "b"]] })]);
        var after = ProjectState.Of([ModelState.Create("blog", "Book", [Id, b, c], new MetaAttribute { UniqueTogether = [["id", "b"], ["b", "c"]] })]);
        Assert.Equal(
            [
                """new AlterUniqueTogether("Book", [["id", "b"]])""",
                """new RemoveField("Book", "a")""",
                """new AddField("Book", "c", new IntegerField { Null = true })""",
                """new AlterUniqueTogether("Book", [["id", "b"], ["b", "c"]])""",
            ],
            Differ.Diff(before, after, new UnaskedQuestions()).Select(change => change.Operation.ToCSharp()));

        // Their order says nothing.
        var turned = ProjectState.Of([ModelState.Create("blog", "Book", [Id, b, c], new MetaAttribute { UniqueTogether = [["b", "c"], ["id", "b"]] })]);
        Assert.Empty(Differ.Diff(after, turned));
        Assert.Equal(after, turned);
    }

    [Fact]
    public void What_names_a_field_in_a_circle_goes_before_it()
    {
        var one = ModelState.Create("blog", "One", [Id, new("two", new ForeignKey("blog.Two", OnDelete.Cascade))], new MetaAttribute { UniqueTogether = [["two", "id"]] },
            [new IndexAttribute("two")], [new CheckConstraintAttribute("two_id > 0") { Name = "c" }]);
        var before = ProjectState.Of([one, Model("blog", "Two", new NamedField("one", new ForeignKey("blog.One", OnDelete.Cascade)))]);
        var changes = Differ.Diff(before, ProjectState.Empty);
        Assert.Equal(ProjectState.Empty, changes.Aggregate(before, (state, change) =>
        {
            var next = change.Operation.Apply("blog", state);
            _ = change.Operation.Forwards("blog", state, next, SqliteSchema.Instance);
            return next;
        }));
    }

    [Fact]
    public void What_the_database_knows_changes_by_operations_of_its_own()
    {
        var before = ProjectState.Of([Model("blog", "Book")]);
        var after = ProjectState.Of([ModelState.Create("blog", "Book", [Id], new MetaAttribute
        {
            DbTable = "books", DbTableComment = "of paper", UniqueTogether = [["id"]], GetLatestBy = ["id"], DefaultRelatedName = "them", DefaultPermissions = [], Permissions = [new("lend", "Can lend")],
        })]);
        Assert.Equal(
            [
                """new AlterModelOptions("Book", new MetaAttribute { GetLatestBy = ["id"], DefaultRelatedName = "them", DefaultPermissions = [], Permissions = [new PermissionsAttribute("lend", "Can lend")] })""",
                """new AlterUniqueTogether("Book", [["id"]])""",
                """new AlterModelTable("Book", "books")""",
                """new AlterModelTableComment("Book", "of paper")""",
            ],
            Differ.Diff(before, after).Select(change => change.Operation.ToCSharp()));
    }

    /// <summary>A state as text: a field, an index or a constraint that comes later stands at the end, which says nothing.</summary>
    private static string Sorted(ProjectState state) => string.Join("\n", state.Models.Select(model =>
        $"{model.Label} {string.Join(", ", model.Bases)} {CSharpSource.Of(model.Options)}\n{Lines(model.Fields.Select(field => field.Name + CSharpSource.Of(field.Field)))}{Lines(model.Indexes.Select(CSharpSource.Of))}{Lines(model.Constraints.Select(CSharpSource.Of))}"));

    private static string Lines(IEnumerable<string> texts) => string.Concat(texts.Order(StringComparer.Ordinal).Select(text => $"    {text}\n"));

    private static ModelState Model(string app, string name, params NamedField[] fields) => ModelState.Create(app, name, [Id, .. fields]);

    private sealed class Answers : MigrationQuestions
    {
        public override object DefaultForNewField(ModelState model, NamedField field) => 5;
    }
}
