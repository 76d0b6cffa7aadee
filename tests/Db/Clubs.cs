using Accounts;
using Club;
using Quintet;
using Quintet.Db;
using Quintet.Dispatch;

namespace DbTests;

/// <summary>
/// The rows that the tests of relations work on, in two assemblies:
/// <code>
/// user groups     friends follows  profile             member of (since)       captain of
/// ann  staff, vip bob     bob, cat "Never late" (Reds) Reds (2001), Blues (2010) Reds
/// bob  staff      ann     -        "Run!" (no team)    Reds (2005)             -
/// cat  -          -       ann      -                   -                       Blues
/// </code>
/// The Reds play in red and white, the Blues in blue, the Greens are nobody's and have no colours. Ann wrote the articles "Alpha" and "Beta" (edited by
/// Bob, liked by Bob and Cat); Bob wrote the note "Gamma" (liked by Ann).
/// </summary>
public abstract class Clubs : IDisposable
{
    private readonly Context.Scope _signals;

    protected Clubs(DatabaseKind kind)
    {
        Kind = kind;
        Database = new TestDatabase(kind, [.. new AccountsApp().Manifest.OfType<ModelMeta>(), .. new ClubApp().Manifest.OfType<ModelMeta>()]);
        Signals = new Signals([]);
        _signals = Context.Current.With(Signals.Key, Signals).Enter();
        (Staff, Vip) = (Group.Objects.Create(new() { Name = "staff" }), Group.Objects.Create(new() { Name = "vip" }));
        (Ann, Bob, Cat) = (Add("ann"), Add("bob"), Add("cat"));
        (Reds, Blues, Greens) = (Team.Objects.Create(new() { Name = "Reds", Captain = Ann }), Team.Objects.Create(new() { Name = "Blues", Captain = Cat }), Team.Objects.Create(new() { Name = "Greens" }));
        Ann.Groups.Add(Staff, Vip);
        Bob.Groups.Add(Staff);
        Ann.Friends.Add(Bob);
        Ann.Follows.Add(Bob, Cat);
        Cat.Follows.Add(Ann);
        Profile.Objects.Create(new() { User = Ann, Motto = "Never late", Favourite = Reds });
        Profile.Objects.Create(new() { User = Bob, Motto = "Run!" });
        Reds.Members.Add(Ann, () => new Membership { Since = 2001 });
        Reds.Members.Add(Bob, () => new Membership { Since = 2005 });
        Blues.Members.Add(Ann, () => new Membership { Since = 2010 });
        foreach (var code in (string[])["red", "white", "blue"]) Colour.Objects.Create(new() { Code = code });
        Reds.Colours.AddKeys("red", "white");
        Blues.Colours.AddKeys("blue");
        Alpha = Article.Objects.Create(new() { Title = "Alpha", Author = Ann });
        Beta = Article.Objects.Create(new() { Title = "Beta", Author = Ann, Editor = Bob });
        Gamma = Note.Objects.Create(new() { Title = "Gamma", Author = Bob });
        Beta.LikedBy.Add(Bob, Cat);
        Gamma.LikedBy.Add(Ann);
    }

    protected DatabaseKind Kind { get; }

    protected TestDatabase Database { get; }

    protected Signals Signals { get; }

    protected User Ann { get; }

    protected User Bob { get; }

    protected User Cat { get; }

    protected Group Staff { get; }

    protected Group Vip { get; }

    protected Team Reds { get; }

    protected Team Blues { get; }

    protected Team Greens { get; }

    protected Article Alpha { get; }

    protected Article Beta { get; }

    protected Note Gamma { get; }

    public void Dispose()
    {
        _signals.Dispose();
        Database.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The objects as text, in the query's order.</summary>
    protected static string Text<T>(IEnumerable<T> rows) => string.Join(' ', rows);

    /// <summary>The objects as text, sorted.</summary>
    protected static string Sorted<T>(IEnumerable<T> rows) => string.Join(' ', rows.Select(r => r!.ToString()).Order(StringComparer.Ordinal));

    /// <summary>The first column of a query that is written by hand.</summary>
    protected string Sql(string sql) =>
        string.Join(' ', Database.Connection.Query(sql, row => Convert.ToString(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)));

    private static User Add(string name) => User.Objects.Create(new() { Username = name });
}
