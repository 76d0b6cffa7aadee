using Press;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace DbTests;

public sealed class RowOrderTestsOnSqlite() : RowOrderTests(DatabaseKind.Sqlite);

public sealed class RowOrderTestsOnPostgreSql() : RowOrderTests(DatabaseKind.PostgreSql);

/// <summary>Rows that have an order among those that point to the same object: the first question has the answers a, b and c, the second x and y.</summary>
public abstract class RowOrderTests : IDisposable
{
    private readonly TestDatabase _database;
    private readonly Question _first;
    private readonly Question _second;

    protected RowOrderTests(DatabaseKind kind)
    {
        _database = new TestDatabase(kind, [.. new PressApp().Manifest.OfType<ModelMeta>()]);
        (_first, _second) = (Question.Objects.Create(new()), Question.Objects.Create(new()));
        _first.Answers.Create(new() { Text = "a" });
        _second.Answers.Create(new() { Text = "x" });
        Answer.Objects.BulkCreate([new() { Question = _first, Text = "b" }, new() { Question = _second, Text = "y" }, new() { Question = _first, Text = "c" }]);
    }

    public void Dispose() => _database.Dispose();

    [Fact]
    public void New_rows_come_last_in_their_own_order()
    {
        Assert.Equal("a b c", Texts(_first.Answers.All()));
        Assert.Equal([0, 1, 2], _first.Answers.All().ToList().Select(a => a._Order));
        Assert.Equal([0, 1], _second.Answers.All().ToList().Select(a => a._Order));
        Assert.Equal("c b y a x", Texts(Answer.Objects.Filter(a => a._Order >= 0).OrderBy("-_order", "text")));
    }

    [Fact]
    public void The_order_is_read_and_set_by_keys()
    {
        var keys = _first.GetAnswerOrder();
        Assert.Equal(_first.Answers.All().ToList().Select(a => a.Id), keys);
        _first.SetAnswerOrder(keys.Reverse());
        Assert.Equal("c b a", Texts(_first.Answers.All()));
        Assert.Equal("x y", Texts(_second.Answers.All()));
        _first.SetAnswerOrder(_second.GetAnswerOrder());
        Assert.Equal("x y", Texts(_second.Answers.All()));
    }

    [Fact]
    public void A_row_knows_its_neighbours()
    {
        var b = Answer.Objects.Get(a => a.Text == "b");
        Assert.Equal("c", b.GetNextInOrder().Text);
        Assert.Equal("a", b.GetPreviousInOrder().Text);
        Assert.Throws<DoesNotExistException<Answer>>(() => b.GetNextInOrder().GetNextInOrder());
        _first.SetAnswerOrder([b.Id, .. _first.GetAnswerOrder().Where(id => id != b.Id)]);
        Assert.Equal("a", b.GetNextInOrder().Text);
        Assert.Throws<DoesNotExistException<Answer>>(() => b.GetPreviousInOrder());
    }

    [Fact]
    public async Task Saving_again_keeps_the_place()
    {
        var b = await Answer.Objects.GetAsync(a => a.Text == "b");
        b.Text = "B";
        await b.SaveAsync();
        Assert.Equal("a B c", Texts(_first.Answers.All()));
        Assert.Equal("c", (await b.GetNextInOrderAsync()).Text);
        await _first.SetAnswerOrderAsync((await _first.GetAnswerOrderAsync()).Reverse());
        Assert.Equal("c B a", Texts(_first.Answers.All()));
    }

    [Fact]
    public void The_state_says_it_as_an_option_and_the_models_need_no_migration()
    {
        var model = ModelStates.Of(Answer.Meta);
        Assert.Equal("question", model.Options.OrderWithRespectTo);
        Assert.DoesNotContain(model.Fields, f => f.Name == "_order");
        Assert.Contains(model.Columns, f => f.Column == "_order");
        Assert.Empty(Differ.Diff(ModelStates.Of([.. new PressApp().Manifest.OfType<ModelMeta>()]), ModelStates.Of([.. new PressApp().Manifest.OfType<ModelMeta>()])));
    }

    private static string Texts(IEnumerable<Answer> answers) => string.Join(' ', answers);
}
