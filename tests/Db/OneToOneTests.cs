using Accounts;
using Club;
using Quintet.Db;

namespace DbTests;

public sealed class OneToOneTestsSqlite() : OneToOneTests(DatabaseKind.Sqlite);

public sealed class OneToOneTestsPostgreSql() : OneToOneTests(DatabaseKind.PostgreSql);

/// <summary>The ways back to one row, and ways back across assemblies.</summary>
public abstract class OneToOneTests(DatabaseKind kind) : Clubs(kind)
{
    [DatabaseFact]
    public void The_one_that_points_here_is_asked_for_once()
    {
        var ann = User.Objects.Get(u => u.Username == "ann");
        Assert.Single(Database.StatementsOf(() =>
        {
            Assert.Equal("Never late", ann.Profile!.Motto);
            Assert.Same(ann, ann.Profile!.User);
        }));
        var cat = User.Objects.Get(u => u.Username == "cat");
        Assert.Single(Database.StatementsOf(() => Assert.True(cat.Profile is null && cat.Profile is null)));
    }

    [DatabaseFact]
    public async Task The_same_without_blocking()
    {
        Assert.Equal("Run!", (await Bob.GetProfileAsync())!.Motto);
        Assert.Null(await Cat.GetProfileAsync());
    }

    [DatabaseFact]
    public void Reading_again_forgets_it()
    {
        Assert.Null(Cat.Profile);
        Profile.Objects.Create(new() { User = Cat, Motto = "late" });
        Cat.RefreshFromDb();
        Assert.Equal("late", Cat.Profile!.Motto);
    }

    [DatabaseFact]
    public void Lambdas_go_back_to_one()
    {
        Assert.Equal("ann", Text(User.Objects.Filter(u => u.Related<Profile>()!.Motto == "Never late")));
        Assert.Equal("cat", Text(User.Objects.Filter(u => u.Related<Profile>() == null)));
        Assert.Equal("ann bob", Text(User.Objects.Filter(u => u.Related<Profile>() != null)));
        Assert.Equal("ann", Text(User.Objects.Filter(u => u.Related<Profile>()!.Favourite!.Name == "Reds")));
        Assert.Equal("bob cat", Text(User.Objects.Filter(u => u.Related<Profile>()!.Favourite == null)));
        Assert.Equal("cat ann bob", Text(User.Objects.OrderBy(u => u.Related<Profile>()!.Motto, Nulls.First)));
        Assert.Equal("ann Never late|bob Run!|cat ", string.Join('|', User.Objects.Values(u => new { u.Username, u.Related<Profile>()!.Motto }).ToList().Select(v => $"{v.Username} {v.Motto}")));
        Assert.Equal("ann bob", Text(User.Objects.Filter(u => Profile.Objects.Any(p => p.User == u))));
    }

    [DatabaseFact]
    public void Lambdas_go_back_to_many()
    {
        Assert.Equal("ann", Text(User.Objects.Filter(u => u.RelatedSet<Article>(a => a.Author).Any(a => a.Title == "Beta"))));
        Assert.Equal("bob", Text(User.Objects.Filter(u => u.RelatedSet<Article>(a => a.Editor).Count() == 1)));
        Assert.Equal("ann bob", Text(User.Objects.Filter(u => u.RelatedSet<Membership>().Any())));
        var e = Assert.Throws<QueryTranslationException>(() => User.Objects.Filter(u => u.RelatedSet<Article>().Any()));
        Assert.Contains("Several relations of Article point to User", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<QueryTranslationException>(() => User.Objects.Filter(u => u.Related<Team>() != null));
        Assert.Contains("No one-to-one relation of Team points to User", e.Message, StringComparison.Ordinal);
    }

    [DatabaseFact]
    public void Outside_of_queries_they_do_the_same()
    {
        Assert.Equal("Never late", Ann.Related<Profile>()!.Motto);
        Assert.Equal("Alpha Beta", Text(Ann.RelatedSet<Article>(a => a.Author).Values(a => a.Title)));
        Assert.Equal("Alpha Beta", Text(Ann.WrittenArticles.Values(a => a.Title)));
        Assert.Equal("Gamma", Text(Bob.WrittenNotes.Values(a => a.Title)));
        Assert.Equal("Beta", Text(Bob.EditedArticles.Values(a => a.Title)));
        Assert.Equal("Beta", Text(Cat.LikedArticles.Values(a => a.Title)));
        Assert.Throws<FieldErrorException>(() => Ann.RelatedSet<Article>());
    }

    [DatabaseFact]
    public void Names_go_back_to_one()
    {
        Assert.Equal("ann", Text(User.Objects.Filter("profile__motto", "Never late")));
        Assert.Equal("cat", Text(User.Objects.Filter("profile__isnull", true)));
        Assert.Equal("ann bob", Text(User.Objects.Filter("profile__isnull", false)));
        Assert.Equal("ann", Text(User.Objects.Filter("profile__favourite__name", "Reds")));
        Assert.Equal("ann", Text(User.Objects.Filter("profile", Ann.Profile)));
        Assert.Equal("Never late Run! ", Text(User.Objects.ValuesList("profile__motto").ToList().Select(v => v[0])));
        Assert.Equal("bob ann", Text(User.Objects.Exclude("profile", null).OrderBy("-profile__motto")));
    }

    [DatabaseFact]
    public void They_are_read_along()
    {
        List<User> users = [];
        Assert.Single(Database.StatementsOf(() => users = User.Objects.SelectRelated(u => u.Related<Profile>()!.Favourite).ToList()));
        Assert.Empty(Database.StatementsOf(() => Assert.Equal("Never late Reds|Run! |  ", string.Join('|', users.Select(u => $"{u.Profile?.Motto} {u.Profile?.Favourite}{(u.Profile is null ? " " : "")}")))));
        Assert.Single(Database.StatementsOf(() => users = User.Objects.SelectRelated("profile").ToList()));
        Assert.Empty(Database.StatementsOf(() => Assert.Same(users[0], users[0].Profile!.User)));
        Assert.Equal(3, Database.StatementsOf(() => users = User.Objects.PrefetchRelated("profile__favourite").ToList()).Count);
        Assert.Empty(Database.StatementsOf(() => Assert.Equal("Reds", users[0].Profile!.Favourite!.Name)));
        Assert.Empty(Database.StatementsOf(() => Assert.Null(users[2].Profile)));
    }

    [DatabaseFact]
    public void A_second_one_is_refused()
    {
        Assert.Throws<IntegrityErrorException>(() => Profile.Objects.Create(new() { User = Ann }));
        Ann.Delete();
        Assert.Equal(1, Profile.Objects.Count());
    }
}
