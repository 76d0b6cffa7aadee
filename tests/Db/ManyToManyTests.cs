using Accounts;
using Club;
using Quintet.Db;

namespace DbTests;

public sealed class ManyToManyTestsSqlite() : ManyToManyTests(DatabaseKind.Sqlite);

public sealed class ManyToManyTestsPostgreSql() : ManyToManyTests(DatabaseKind.PostgreSql);

public abstract class ManyToManyTests(DatabaseKind kind) : Clubs(kind)
{
    private const string GroupsOfAnn = "SELECT group_id FROM accounts_user_groups g JOIN accounts_user u ON u.id = g.user_id WHERE u.username = 'ann' ORDER BY 1";

    [DatabaseFact]
    public void Rows_are_those_of_the_pairs()
    {
        Assert.Equal("staff vip", Sql(GroupsOfAnn));
        Assert.Equal(Sql(GroupsOfAnn), Sorted(Ann.Groups.All()));
        Assert.Equal("ann bob", Text(Staff.Users.All()));
        Assert.Equal("", Text(Cat.Groups.All()));
        Assert.Equal(2, Ann.Groups.Count());
        Assert.True(Ann.Groups.Filter(g => g.Name == "vip").Exists());
        Assert.Equal("ann", Text(Vip.Users.Filter(u => u.Username.StartsWith("a")).OrderByDescending(u => u.Username)));
        Assert.True(Ann.Groups.Contains(Vip));
        Assert.False(Bob.Groups.Contains(Vip));
    }

    [DatabaseFact]
    public void What_is_there_is_not_added_again()
    {
        Ann.Groups.Add(Staff, Vip, Staff);
        Staff.Users.Add(Ann);
        Ann.Groups.AddKeys("staff");
        Assert.Equal("staff vip", Sql(GroupsOfAnn));
    }

    [DatabaseFact]
    public void Adding_takes_one_statement_where_nobody_listens()
    {
        var statements = Database.StatementsOf(() => Cat.Groups.Add(Staff, Vip));
        Assert.StartsWith("INSERT INTO \"accounts_user_groups\"", Assert.Single(statements), StringComparison.Ordinal);
        Assert.Single(Database.StatementsOf(() => Cat.Groups.Remove(Vip)));
        Assert.Single(Database.StatementsOf(() => Cat.Groups.Clear()));
        Assert.Empty(Database.StatementsOf(() => Cat.Groups.Add()));
    }

    [DatabaseFact]
    public void Rows_are_removed_cleared_and_set()
    {
        Ann.Groups.Remove(Vip);
        Assert.Equal("staff", Sql(GroupsOfAnn));
        Ann.Groups.RemoveKeys("vip", "staff");
        Assert.Equal("", Sql(GroupsOfAnn));
        Ann.Groups.Set([Vip]);
        Ann.Groups.Set([Staff, Vip]);
        Assert.Equal("staff vip", Sql(GroupsOfAnn));
        Ann.Groups.Set([Staff]);
        Assert.Equal("staff", Sql(GroupsOfAnn));
        Ann.Groups.Set([Vip], clear: true);
        Assert.Equal("vip", Sql(GroupsOfAnn));
        Vip.Users.Clear();
        Assert.Equal("", Sql(GroupsOfAnn));
        Assert.Equal("staff", Text(Bob.Groups.All()));
    }

    [DatabaseFact]
    public async Task The_same_without_blocking()
    {
        await Cat.Groups.AddAsync([Staff, Vip]);
        Assert.Equal(2, await Cat.Groups.CountAsync());
        await Cat.Groups.RemoveAsync([Vip]);
        await Cat.Groups.SetAsync([Vip]);
        Assert.Equal("vip", Text(await Cat.Groups.All().ToListAsync()));
        await Cat.Groups.ClearAsync();
        Assert.False(await Cat.Groups.ExistsAsync());
        await Cat.Groups.CreateAsync(new() { Name = "new" });
        Assert.Equal("new", Text(await Cat.Groups.All().ToListAsync()));
        Assert.Equal((true, false), ((await Cat.Groups.GetOrCreateAsync(() => new() { Name = "two" })).Created, (await Cat.Groups.GetOrCreateAsync(() => new() { Name = "two" })).Created));
    }

    [DatabaseFact]
    public void A_new_object_is_added()
    {
        Cat.Groups.Create(new() { Name = "new" });
        Assert.Equal("new", Text(Cat.Groups.All()));
        var (found, created) = Cat.Groups.GetOrCreate(() => new() { Name = "new" });
        Assert.Equal(("new", false), (found.Name, created));
        Staff.Users.UpdateOrCreate(() => new() { Username = "dan" }, () => new() { Username = "dan" });
        Assert.Equal("ann bob dan", Text(Staff.Users.All()));
    }

    [DatabaseFact]
    public void A_pair_of_friends_is_one_both_ways()
    {
        Assert.Equal("bob", Text(Ann.Friends.All()));
        Assert.Equal("ann", Text(Bob.Friends.All()));
        Assert.Equal("2", Sql("SELECT COUNT(*) FROM accounts_user_friends"));
        Bob.Friends.Add(Cat);
        Assert.Equal("ann cat", Text(Bob.Friends.All()));
        Cat.Friends.Remove(Bob);
        Assert.Equal("ann", Text(Bob.Friends.All()));
        Bob.Friends.Clear();
        Assert.Equal("0", Sql("SELECT COUNT(*) FROM accounts_user_friends"));
    }

    [DatabaseFact]
    public void One_may_follow_without_being_followed()
    {
        Assert.Equal("bob cat", Text(Ann.Follows.All()));
        Assert.Equal("cat", Text(Ann.Followers.All()));
        Assert.Equal("ann", Text(Bob.Followers.All()));
        Assert.Equal("", Text(Bob.Follows.All()));
        Bob.Followers.Remove(Ann);
        Assert.Equal("cat", Text(Ann.Follows.All()));
    }

    [DatabaseFact]
    public void A_model_of_pairs_holds_more()
    {
        Assert.Equal("ann bob", Text(Reds.Members.All()));
        Assert.Equal("Blues Reds", Text(Ann.Teams.OrderBy(t => t.Name)));
        Assert.Equal("2001 2005", Text(Membership.Objects.Filter(m => m.Team == Reds).OrderBy(m => m.Since).Values(m => m.Since)));
        Reds.Members.Add(Cat);
        Assert.Equal(2000, Membership.Objects.Get(m => m.Team == Reds && m.User == Cat).Since);
        Reds.Members.Add(Ann, () => new Membership { Since = 1990 });
        Assert.Equal(2001, Membership.Objects.Get(m => m.Team == Reds && m.User == Ann).Since);
        Reds.Members.Set([Cat, Bob], () => new Membership { Since = 1980 });
        Assert.Equal("2000 2005", Text(Membership.Objects.Filter(m => m.Team == Reds).OrderBy(m => m.Since).Values(m => m.Since)));
        var e = Assert.Throws<ArgumentException>(() => Reds.Members.Add(Ann, () => new Profile { Motto = "" }));
        Assert.Equal("The pairs of club.Team.members are club.Membership objects, not Profile ones.", e.Message);
    }

    [DatabaseFact]
    public void Lambdas_ask_over_pairs()
    {
        Assert.Equal("ann", Text(User.Objects.Filter(u => u.Groups.Any(g => g.Name == "vip"))));
        Assert.Equal("ann bob", Text(User.Objects.Filter(u => u.Groups.Any())));
        Assert.Equal("cat", Text(User.Objects.Filter(u => !u.Groups.Any())));
        Assert.Equal("ann", Text(User.Objects.Filter(u => u.Groups.Count() == 2)));
        Assert.Equal("ann", Text(User.Objects.Filter(u => u.Groups.Count(g => g.Name.StartsWith("v")) == 1)));
        Assert.Equal("bob", Text(User.Objects.Filter(u => u.Friends.Any(f => f.Groups.Any(g => g.Name == "vip")))));
        Assert.Equal("staff", Text(Group.Objects.Filter(g => g.Users.Any(u => u.Username == "bob"))));
        Assert.Equal("ann bob", Text(User.Objects.Filter(u => u.Followers.Any(f => f.Username != "bob")).Exclude(u => u.Username == "cat")));
        Assert.Equal("Reds", Text(Team.Objects.Filter(t => t.Members.Any(m => m.Username == "bob"))));
        Assert.Equal("Reds", Text(Team.Objects.Filter(t => t.Members.Filter(m => m.Username == "bob").Any())));
        Assert.Equal("Beta", Text(Article.Objects.Filter(a => a.LikedBy.Any(u => u.Friends.Any(f => f.Username == "ann"))).Values(a => a.Title)));
    }

    [DatabaseFact]
    public void Values_are_calculated_over_pairs()
    {
        var groups = User.Objects.Values(u => new { u.Username, Groups = u.Groups.Count(), First = u.Groups.OrderBy(g => g.Name).First()!.Name, Last = u.Groups.Aggregate(q => q.Max(g => g.Name)) });
        Assert.Equal("ann 2 staff vip|bob 1 staff staff|cat 0  ", string.Join('|', groups.ToList().Select(g => $"{g.Username} {g.Groups} {g.First} {g.Last}")));
        Assert.Equal("staff 2 ann|vip 1 ann", string.Join('|', Group.Objects.OrderBy(g => g.Name)
            .Values(g => new { g.Name, Users = g.Users.Count(), First = g.Users.First()!.Username }).ToList().Select(g => $"{g.Name} {g.Users} {g.First}")));
        Assert.Equal("ann cat", Text(User.Objects.Filter(u => Ann.Groups.Count() == 2 && !Bob.Friends.Filter(f => f.Username == "cat").Any() && u.Username != "bob")));
        Assert.Equal("staff vip", Sorted(Group.Objects.Filter(g => Ann.Groups.Contains(g))));
    }

    [DatabaseFact]
    public void Names_ask_over_pairs()
    {
        Assert.Equal("ann", Text(User.Objects.Filter("groups__name", "vip")));
        Assert.Equal("ann bob", Text(User.Objects.Filter("groups", Staff)));
        Assert.Equal("ann bob", Text(User.Objects.Filter("groups", "staff")));
        Assert.Equal("ann bob", Text(User.Objects.Filter("groups__in", new[] { "staff", "vip" })));
        Assert.Equal("cat", Text(User.Objects.Filter("groups__isnull", true)));
        Assert.Equal("ann bob", Text(User.Objects.Exclude("groups__isnull", true)));
        Assert.Equal("cat", Text(User.Objects.Exclude("groups__name", "staff")));
        Assert.Equal("staff", Text(Group.Objects.Filter("users__username", "bob")));
        Assert.Equal("staff vip", Sorted(Group.Objects.Filter("users__friends__username", "bob")));
        Assert.Equal("ann", Text(User.Objects.Filter("teams__colours__code__startswith", "b")));
        Assert.Equal("ann", Text(User.Objects.Filter("teams__name__icontains", "blue")));
        Assert.Equal("bob", Text(User.Objects.Filter("membership__since", 2005)));
        Assert.Equal("bob cat", Text(User.Objects.Filter("liked_articles__title", "Beta")));
        Assert.Equal("ann", Text(User.Objects.Filter(new Q<User>("groups__name", "vip") & new Q<User>("groups__name", "staff"))));
        Assert.Throws<FieldErrorException>(() => User.Objects.OrderBy("groups").ToList());
        Assert.Throws<FieldErrorException>(() => User.Objects.Values("groups").ToList());
    }

    [DatabaseFact]
    public void A_key_is_compared_without_the_other_table()
    {
        var sql = Assert.Single(Database.StatementsOf(() => User.Objects.Filter(u => u.Groups.Any(g => g.Name == "vip")).ToList()));
        Assert.DoesNotContain("\"accounts_group\"", sql, StringComparison.Ordinal);
        sql = Assert.Single(Database.StatementsOf(() => User.Objects.Filter("groups__in", new[] { "vip" }).ToList()));
        Assert.DoesNotContain("\"accounts_group\"", sql, StringComparison.Ordinal);
    }

    [DatabaseFact]
    public void Related_rows_are_read_along_in_one_query_each()
    {
        var users = new List<User>();
        Assert.Equal(4, Database.StatementsOf(() => users = User.Objects.PrefetchRelated(u => u.Groups).PrefetchRelated("teams__colours").ToList()).Count);
        Assert.Empty(Database.StatementsOf(() =>
        {
            Assert.Equal("staff vip|staff|", string.Join('|', users.Select(u => Sorted(u.Groups.All()))));
            Assert.Equal("Blues Reds|Reds|", string.Join('|', users.Select(u => Sorted(u.Teams.All()))));
            Assert.Equal("blue red white", Sorted(users[0].Teams.All().ToList().SelectMany(t => t.Colours.All().ToList().Select(c => c.Code))));
        }));

        // What changes is read anew.
        users[0].Groups.Remove(Vip);
        Assert.Equal("staff", Text(users[0].Groups.All()));
    }

    [DatabaseFact]
    public void Related_rows_are_read_along_as_a_query_says()
    {
        var groups = Group.Objects.OrderBy(g => g.Name).PrefetchRelated(g => g.Users, User.Objects.Filter(u => u.Username != "bob").PrefetchRelated(u => u.Friends)).ToList();
        Assert.Empty(Database.StatementsOf(() =>
        {
            Assert.Equal("ann|ann", string.Join('|', groups.Select(g => Text(g.Users.All()))));
            Assert.Equal("bob", Text(groups[0].Users.All()[0].Friends.All()));
        }));
        var teams = Team.Objects.OrderBy(t => t.Name).PrefetchRelated(Prefetch.Of("members", User.Objects.OrderByDescending(u => u.Username))).ToList();
        Assert.Equal("ann||bob ann", string.Join('|', teams.Select(t => Text(t.Members.All()))));
        var e = Assert.Throws<FieldErrorException>(() => User.Objects.PrefetchRelated("grups"));
        Assert.StartsWith("Cannot find 'grups' on User object, 'grups' is an invalid parameter to PrefetchRelated().", e.Message, StringComparison.Ordinal);
    }

    [DatabaseFact]
    public void Pairs_go_with_either_side()
    {
        Bob.Delete();
        Assert.Equal("ann", Text(Staff.Users.All()));
        Assert.Equal("0", Sql("SELECT COUNT(*) FROM accounts_user_friends"));
        Staff.Delete();
        Assert.Equal("vip", Sql(GroupsOfAnn));
        Assert.Equal("ann", Text(Reds.Members.All()));
    }

    [DatabaseFact]
    public void Who_listens_hears_what_changes()
    {
        var heard = new List<string>();
        using var ofUsers = Signals.Connect<M2MChanged<User>>(s => heard.Add($"{s.Action} {s.Instance} {s.Relation.Name} {s.Reverse} {s.Model.Name} {Keys(s.PkSet)}"));
        using var ofAll = Signals.Connect<M2MChanged<Model>>(s => heard.Add($"any {s.Action}"));
        Ann.Groups.Add(Staff);
        Cat.Groups.Add(Staff, Vip);
        Cat.Groups.Remove(Vip);
        Cat.Groups.Clear();
        Assert.Equal(
            [
                "PreAdd ann groups False Group ", "any PreAdd", "PostAdd ann groups False Group ", "any PostAdd",
                "PreAdd cat groups False Group staff,vip", "any PreAdd", "PostAdd cat groups False Group staff,vip", "any PostAdd",
                "PreRemove cat groups False Group vip", "any PreRemove", "PostRemove cat groups False Group vip", "any PostRemove",
                "PreClear cat groups False Group null", "any PreClear", "PostClear cat groups False Group null", "any PostClear",
            ],
            heard);
        heard.Clear();
        Reds.Members.Add(Cat);
        Assert.Equal(["any PreAdd", "any PostAdd"], heard);
        heard.Clear();
        Cat.Teams.Remove(Reds);
        Assert.Equal("PreRemove cat members True Team", heard[0][..^2]);
        heard.Clear();
        Cat.Friends.Add(Bob);
        Assert.Equal(4, heard.Count);

        static string Keys(IReadOnlySet<object>? keys) => keys is null ? "null" : string.Join(',', keys.Select(k => k.ToString()).Order(StringComparer.Ordinal));
    }

    [DatabaseFact]
    public void What_fails_leaves_the_pairs_as_they_were()
    {
        using var refusal = Signals.Connect<M2MChanged<User>>(s =>
        {
            if (s.Action == M2MAction.PostAdd) throw new InvalidOperationException("no");
        });
        Assert.Throws<InvalidOperationException>(() => Ann.Groups.Set([Group.Objects.Create(new() { Name = "other" })]));
        Assert.Equal("staff vip", Sql(GroupsOfAnn));
    }

    [DatabaseFact]
    public void Unsaved_objects_are_refused()
    {
        var e = Assert.Throws<InvalidOperationException>(() => new User { Username = "new" }.Groups.All());
        Assert.Equal("\"new\" needs to have a value for field \"id\" before this many-to-many relationship can be used.", e.Message);
        Assert.Throws<InvalidOperationException>(() => Ann.Friends.Add(new User { Username = "new" }));
    }

    [DatabaseFact]
    public void A_missing_side_is_refused_by_the_database()
    {
        Assert.Throws<IntegrityErrorException>(() => Transaction.Atomic(() => Ann.Groups.AddKeys("nobody")));
        Assert.Equal("staff vip", Sql(GroupsOfAnn));
    }
}
