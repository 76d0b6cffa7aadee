using Quintet;
using Quintet.Db;
using Quintet.Dispatch;

namespace DbTests;

/// <summary>The signals of models, on both databases.</summary>
public sealed class SignalTestsOnSqlite() : SignalTests(DatabaseKind.Sqlite);

public sealed class SignalTestsOnPostgreSql() : SignalTests(DatabaseKind.PostgreSql);

public abstract class SignalTests : IDisposable
{
    private readonly TestDatabase _database;
    private readonly Context.Scope _scope;
    private readonly List<string> _heard = [];

    protected SignalTests(DatabaseKind kind)
    {
        _database = new TestDatabase(kind);
        _scope = Context.Current.With(Signals.Key, new Signals([ReceiverRegistration.Of<PostSave<Author>>(s => _heard.Add($"post {s.Instance.Name} {s.Created} {s.Using}"))])).Enter();
    }

    public void Dispose()
    {
        _scope.Dispose();
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    [DatabaseFact]
    public void A_save_is_heard_before_and_after()
    {
        using var _ = Signal<PreSave<Author>>.Connect(s => _heard.Add($"pre {s.Instance.Name} {s.Instance.Pk is null}"));
        var ann = Author.Objects.Create(new() { Name = "Ann" });
        ann.Name = "Anna";
        ann.Save();
        Assert.Equal(["pre Ann True", "post Ann True default", "pre Anna False", "post Anna False default"], _heard);
    }

    [DatabaseFact]
    public async Task An_asynchronous_save_is_heard_too()
    {
        await Author.Objects.CreateAsync(new() { Name = "Ann" });
        Assert.Equal(["post Ann True default"], _heard);
    }

    [DatabaseFact]
    public void All_rows_of_a_deletion_are_heard_and_still_have_their_keys()
    {
        var ann = Author.Objects.Create(new() { Name = "Ann" });
        ann.Books.Create(new() { Title = "T", Isbn = "1" });
        _heard.Clear();
        using var before = Signal<PreDelete<Model>>.Connect(s => _heard.Add($"pre {s.Instance.GetMeta().Name} {Book.Objects.Count()}"));
        using var books = Signal<PostDelete<Book>>.Connect(s => _heard.Add($"post {s.Instance.Title} {s.Instance.Pk is not null} {Author.Objects.Count()}"));
        using var authors = Signal<PostDelete<Author>>.Connect(s => _heard.Add($"post {s.Instance.Name} {s.Instance.Pk is not null}"));
        ann.Delete();
        Assert.Equal(["pre Author 1", "pre Book 1", "post T True 1", "post Ann True"], _heard);
    }

    [DatabaseFact]
    public void What_a_receiver_throws_stops_the_save()
    {
        using var _ = Signal<PreSave<Author>>.Connect(s => throw new InvalidOperationException("no " + s.Instance.Name));
        Assert.Equal("no Ann", Assert.Throws<InvalidOperationException>(() => Author.Objects.Create(new() { Name = "Ann" })).Message);
        Assert.Equal(0, Author.Objects.Count());
        Assert.Empty(_heard);
    }

    [DatabaseFact]
    public void A_save_of_some_fields_says_which()
    {
        using var before = Signal<PreSave<Author>>.Connect(s => _heard.Add("pre " + string.Join(',', s.UpdateFields ?? new HashSet<string> { "all" }) + s.Raw));
        using var after = Signal<PostSave<Model>>.Connect(s => _heard.Add("all models " + string.Join(',', s.UpdateFields ?? new HashSet<string> { "all" })));
        var ann = Author.Objects.Create(new() { Name = "Ann" });
        ann.Save(["born", "name"]);
        Assert.Equal(["pre allFalse", "post Ann True default", "all models all", "pre born,nameFalse", "post Ann False default", "all models born,name"], _heard);
    }

    [DatabaseFact]
    public void Objects_that_are_made_of_rows_are_heard_of()
    {
        var ann = Author.Objects.Create(new() { Name = "Ann" });
        ann.Books.Create(new() { Title = "T", Isbn = "1" });
        _heard.Clear();
        using (Signal<PreInit<Author>>.Connect(s => _heard.Add("pre " + s.Model.Label)))
        using (Signal<PostInit<Model>>.Connect(s => _heard.Add($"{s.Instance.GetMeta().Name} {s.Instance}")))
        {
            Book.Objects.SelectRelated(b => b.Author).Get(b => b.Isbn == "1");
            Author.Objects.Only("name").ToList();
            Author.Objects.Values(a => new { a.Name }).ToList();
            Author.Objects.Raw($"SELECT * FROM blog_author").ToList();
            Author.Meta.Create();
            Assert.Equal(["Book T", "pre blog.Author", "Author Ann", "pre blog.Author", "Author Ann", "pre blog.Author", "Author Ann", "pre blog.Author", "Author "], _heard);
            _heard.Clear();
        }

        Author.Objects.All().ToList();
        Assert.Empty(_heard);
    }

    [DatabaseFact]
    public void Who_no_longer_listens_hears_nothing()
    {
        var connection = Signal<PreSave<Author>>.Connect(_ => _heard.Add("pre"));
        connection.Dispose();
        Author.Objects.BulkCreate([new() { Name = "Ann" }]);
        Author.Objects.Filter(a => a.Name == "Ann").Update(a => new() { Name = "Bob" });
        Assert.Empty(_heard);
    }
}
