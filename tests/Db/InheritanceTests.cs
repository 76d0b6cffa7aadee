using Accounts;
using Places;
using Quintet;
using Quintet.Db;
using Quintet.Db.Migrations;
using Quintet.Dispatch;

namespace DbTests;

public sealed class InheritanceTestsOnSqlite() : InheritanceTests(DatabaseKind.Sqlite);

public sealed class InheritanceTestsOnPostgreSql() : InheritanceTests(DatabaseKind.PostgreSql);

/// <summary>
/// Models whose rows stand in several tables, and proxies. The rows:
/// <code>
/// name  address owner kind                        reviews
/// Abel  A 1     ann   place                       "quiet" (better: Cara)
/// Bia   -       bob   restaurant, pizza, 2 stars  "hot", "late"
/// Cara  C 3     ann   trattoria, 5 stars, of Dino, daughter of Bia
/// Ebb   -       -     bar, 90 decibels
/// </code>
/// </summary>
public abstract class InheritanceTests : IDisposable
{
    private readonly TestDatabase _database;
    private readonly User _ann = new() { Username = "ann" };
    private readonly User _bob = new() { Username = "bob" };
    private readonly Place _abel;
    private readonly Restaurant _bia;
    private readonly Trattoria _cara;
    private readonly Bar _ebb;

    protected InheritanceTests(DatabaseKind kind)
    {
        _database = new TestDatabase(kind, [.. new AccountsApp().Manifest.OfType<ModelMeta>(), .. new PlacesApp().Manifest.OfType<ModelMeta>()]);
        _ann.Save();
        _bob.Save();
        _abel = Place.Objects.Create(new() { Name = "Abel", Address = "A 1", Owner = _ann, Opened = new(2001, 1, 1) });
        _bia = Restaurant.Objects.Create(new() { Name = "Bia", Owner = _bob, ServesPizza = true, Stars = 2, Opened = new(2003, 1, 1) });
        _cara = Trattoria.Objects.Create(new() { Name = "Cara", Address = "C 3", Owner = _ann, Stars = 5, Chef = "Dino", Mother = _bia, Opened = new(2002, 1, 1) });
        _ebb = Bar.Objects.Create(new() { Name = "Ebb", Decibels = 90 });
        _abel.Reviews.Create(new() { Text = "quiet", Better = _cara });
        _bia.Reviews.Create(new() { Text = "hot" });
        _bia.Reviews.Create(new() { Text = "late" });
    }

    public void Dispose()
    {
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    [DatabaseFact]
    public void A_row_is_spread_over_the_tables_of_its_classes()
    {
        Assert.Equal(["Abel", "Bia", "Cara", "Ebb"], Sql("SELECT name FROM places_place ORDER BY id"));
        Assert.Equal([$"{_bia.Id} 2", $"{_cara.Id} 5"], Sql("SELECT place_ptr_id || ' ' || stars FROM places_restaurant ORDER BY place_ptr_id"));
        Assert.Equal([$"{_cara.Id} Dino {_bia.Id}"], Sql("SELECT restaurant_ptr_id || ' ' || chef || ' ' || mother_id FROM places_trattoria"));
        Assert.Equal([$"{_ebb.Id} 90"], Sql("SELECT location_id || ' ' || decibels FROM places_bar"));
        Assert.Equal(_cara.Id, _cara.Pk);
    }

    [DatabaseFact]
    public void Rows_are_read_by_one_statement_as_each_of_the_classes()
    {
        Assert.Single(_database.StatementsOf(() =>
        {
            var cara = Trattoria.Objects.Get(_cara.Id);
            Assert.Equal((_cara.Id, "Cara", "C 3", _ann.Id, false, 5, "Dino", _bia.Id), (cara.Id, cara.Name, cara.Address, cara.OwnerId, cara.ServesPizza, cara.Stars, cara.Chef, cara.MotherId));
        }));
        Assert.Single(_database.StatementsOf(() => Assert.Equal("Abel Bia Cara Ebb", Names(Place.Objects.All()))));
        Assert.Single(_database.StatementsOf(() => Assert.Equal("Bia Cara", Names(Restaurant.Objects.All()))));
        Assert.Equal("Bia", Names(Restaurant.Objects.All()[..1]));
        Assert.NotEqual<Place>(_bia, Place.Objects.Get(_bia.Id));
        Assert.Equal(2, Restaurant.Objects.Count());
        Assert.DoesNotContain("JOIN", Assert.Single(_database.StatementsOf(() => Restaurant.Objects.Filter(r => r.Id == _bia.Id).Exists())));
    }

    [DatabaseFact]
    public void Lambdas_and_names_reach_inherited_fields_and_relations()
    {
        Assert.Equal("Cara", Names(Trattoria.Objects.Filter(t => t.Name == "Cara" && t.Stars > 2 && t.Chef.StartsWith("D") && t.Owner!.Username == "ann")));
        Assert.Equal("Cara", Names(Trattoria.Objects.Filter("name__startswith", "C").Filter("stars__gt", 2).Filter("owner__username", "ann").Filter("restaurant_ptr__place_ptr__name", "Cara").Filter("id", _cara.Id).Filter("pk", _cara.Id)));
        Assert.Equal("Cara", Names(Trattoria.Objects.Filter(t => t.Mother!.Name == "Bia" && t.Mother.Id == _bia.Id && t.Mother.Owner!.Username == "bob")));
        Assert.Equal("Cara", Names(Trattoria.Objects.Filter("mother__name", "Bia").Filter("mother__owner__username", "bob").Filter("mother__id", _bia.Id)));
        Assert.Equal("Bia Cara", Names(Restaurant.Objects.Exclude(r => r.Name == "Abel")));
        Assert.Equal("quiet", string.Join(' ', Review.Objects.Filter(r => r.Better!.Name == "Cara").ToList().Select(r => r.Text)));
        Assert.Equal("Bia", Names(Restaurant.Objects.Filter(r => r.Reviews.Any(v => v.Text == "hot"))));
        Assert.Equal("Bia", Names(Restaurant.Objects.Filter("reviews__text", "hot")));
        Assert.Equal("Cara", Names(Place.Objects.Filter("restaurant__stars", 5)));
        Assert.Equal("Cara", Names(Place.Objects.Filter("restaurant__trattoria__chef", "Dino")));
        Assert.Equal("Cara", Names(Place.Objects.Filter(p => p.Restaurant!.Trattoria!.Chef == "Dino")));
        Assert.Equal("Ebb", Names(Place.Objects.Filter("as_bar__decibels", 90)));
        Assert.Equal("bob", string.Join(' ', User.Objects.Filter("places__restaurant__stars", 2).ToList()));
        Assert.Equal("Cara Bia", Names(Restaurant.Objects.OrderBy("-name")));
        Assert.Equal("Cara Bia", Names(Restaurant.Objects.OrderByDescending(r => r.Stars).ThenBy(r => r.Name)));
        Assert.Equal("Cara Bia", Names(Restaurant.Objects.OrderBy("owner__username")));
        Assert.Contains("Choices are: ", Assert.Throws<FieldErrorException>(() => Restaurant.Objects.Filter("nmae", "x")).Message);
    }

    [DatabaseFact]
    public void Values_groups_unions_and_parts_of_rows()
    {
        Assert.Equal("Bia 2", string.Join(", ", Restaurant.Objects.Filter(r => r.ServesPizza).Values(r => new { r.Name, r.Stars }).ToList().Select(v => $"{v.Name} {v.Stars}")));
        Assert.Equal(["Cara", 5, "ann"], Trattoria.Objects.ValuesList("name", "stars", "owner__username").First()!);
        Assert.Equal(7, Restaurant.Objects.Aggregate(q => q.Sum(r => r.Stars)));
        Assert.Equal("ann 1, bob 1", string.Join(", ", Restaurant.Objects.Values(r => r.Owner!.Username).Annotate((name, q) => new { Name = name, Count = q.Count() }).OrderBy("name").ToList().Select(v => $"{v.Name} {v.Count}")));
        Assert.Equal("Bia 2, Cara 0", string.Join(", ", Restaurant.Objects.Annotate(r => new { Restaurant = r, Reviews = r.Reviews.Count() }).ToList().Select(v => $"{v.Restaurant.Name} {v.Reviews}")));
        Assert.Equal("Bia Cara", Names(Restaurant.Objects.Filter(r => r.Stars == 2).Union(Restaurant.Objects.Filter(r => r.Name == "Cara")).OrderBy("name")));
        Assert.Equal("Bia Cara", Names(Restaurant.Objects.Filter(r => r.Stars > 0).Distinct().ToList()));
        Assert.Equal(["Bia", "Cara"], Restaurant.Objects.InBulk([_bia.Id, _cara.Id]).Values.Select(r => r.Name).Order());
        Assert.Equal("C 3", Restaurant.Objects.InBulk(["C 3"], r => r.Address!).Keys.Single());

        var some = Restaurant.Objects.Only(r => r.Name).Get(_bia.Id);
        Assert.Equal(("Bia", 1), (some.Name, some.Stars));
        Assert.Equal(["id", "address", "owner", "opened", "changed", "serves_pizza", "stars"], some.GetDeferredFields().Where(f => f != "place_ptr"));
        Assert.DoesNotContain("JOIN", Assert.Single(_database.StatementsOf(() => Restaurant.Objects.Only("stars").ToList().ForEach(r => Assert.True(r.Id > 0)))).Split("ORDER BY")[0].Replace("INNER JOIN \"places_place\"", ""));
        some.Name = "Bianca";
        some.Save();
        some.RefreshFromDb("stars");
        Assert.Equal(2, some.Stars);
        Assert.Equal(("Bianca", true, 2), Restaurant.Objects.Values(r => new { r.Name, r.ServesPizza, r.Stars }).ToList().Where(r => r.Name == "Bianca").Select(r => (r.Name, r.ServesPizza, r.Stars)).Single());
    }

    [DatabaseFact]
    public void Related_objects_are_read_along()
    {
        Assert.Single(_database.StatementsOf(() =>
        {
            var cara = Trattoria.Objects.SelectRelated(t => t.Owner).SelectRelated(t => t.Mother!.Owner).Get(_cara.Id);
            Assert.Equal(("ann", "Bia", true, "bob"), (cara.Owner!.Username, cara.Mother!.Name, cara.Mother.ServesPizza, cara.Mother.Owner!.Username));
        }));
        Assert.Single(_database.StatementsOf(() => Assert.Equal("ann", Trattoria.Objects.SelectRelated("owner").Get(_cara.Id).Owner!.Username)));
        Assert.Single(_database.StatementsOf(() =>
        {
            var reviews = Review.Objects.SelectRelated("place", "better").OrderBy("text").ToList();
            Assert.Equal("Bia -, Bia -, Abel Cara 5", string.Join(", ", reviews.Select(r => $"{r.Place.Name} {(r.Better is { } b ? $"{b.Name} {b.Stars}" : "-")}")));
        }));
        Assert.Single(_database.StatementsOf(() => Assert.Equal([null, 2, 5, null], Place.Objects.SelectRelated("restaurant").ToList().Select(p => p.Restaurant?.Stars))));
        Assert.Equal(2, _database.StatementsOf(() => Assert.Equal([2, 0], Restaurant.Objects.PrefetchRelated(r => r.Reviews).ToList().Select(r => r.Reviews.All().ToList().Count))).Count);
        Assert.Equal(2, _database.StatementsOf(() => Assert.Equal(["bob", "ann"], Restaurant.Objects.PrefetchRelated(r => r.Owner).ToList().Select(r => r.Owner!.Username))).Count);
        Assert.Equal("Bia Cara", Names(_bob.Places.All()) + " " + Names(_bia.Daughters.All()));
    }

    [DatabaseFact]
    public void The_parts_of_a_row_know_each_other()
    {
        Assert.Equal(5, _cara.Restaurant!.Stars);
        Assert.Equal("Dino", Place.Objects.Get(_cara.Id).Restaurant!.Trattoria!.Chef);
        Assert.Null(_abel.Restaurant);
        Assert.Equal(90, Place.Objects.Get(_ebb.Id).AsBar!.Decibels);
        Assert.Empty(_database.StatementsOf(() => Assert.Equal(("Ebb", _ebb.Id), (_ebb.Location.Name, _ebb.LocationId))));
        Assert.Single(_database.StatementsOf(() => Assert.Equal("Ebb", Bar.Objects.Only("decibels").ToList().Single().Location.Name)).Skip(1));
        Place plain = _bia;
        Assert.Equal(Restaurant.Meta, plain.GetMeta());
    }

    [DatabaseFact]
    public void Saving_writes_each_table_in_one_transaction()
    {
        _cara.Name = "Carla";
        _cara.Stars = 4;
        _cara.Chef = "Edo";
        Assert.Equal(3, _database.StatementsOf(_cara.Save).Count(s => s.StartsWith("UPDATE", StringComparison.Ordinal)));
        Assert.Equal(["Carla 4 Edo"], Sql("SELECT name || ' ' || stars || ' ' || chef FROM places_place JOIN places_restaurant ON id = place_ptr_id JOIN places_trattoria ON place_ptr_id = restaurant_ptr_id"));

        // A place becomes a restaurant.
        var grown = new Restaurant { Id = _abel.Id, Name = "Abel", Owner = _ann, Stars = 3 };
        grown.Save();
        Assert.Equal("Abel Bia Carla", Names(Restaurant.Objects.All()));
        Assert.Equal(4, Place.Objects.Count());

        // What is refused in one table is written in none.
        Assert.Throws<IntegrityErrorException>(() => new Restaurant { Name = "Bad", Stars = -1 }.Save());
        Assert.Equal(4, Place.Objects.Count());
        var (made, created) = Restaurant.Objects.GetOrCreate(() => new() { Name = "New", Stars = 1 }, () => new() { ServesPizza = true });
        Assert.True(created && made.ServesPizza && !Restaurant.Objects.GetOrCreate(() => new() { Name = "New" }).Created);
        Restaurant.Objects.UpdateOrCreate(() => new() { Name = "New" }, () => new() { Address = "N 1", Stars = 2 });
        made.RefreshFromDb();
        Assert.Equal(("N 1", 2), (made.Address, made.Stars));
        Assert.Equal("Can't bulk create a multi-table inherited model", Assert.Throws<InvalidOperationException>(() => Restaurant.Objects.BulkCreate([new()])).Message);
    }

    [DatabaseFact]
    public void Many_rows_change_in_a_statement_for_each_table()
    {
        Assert.Equal(2, Restaurant.Objects.Update(r => new() { Stars = r.Stars + 1 }));
        Assert.Equal(1, Restaurant.Objects.Filter(r => r.Name == "Bia").Update(r => new() { Name = "Bea", Stars = 9, Address = r.Name }));
        Assert.Equal(["Abel A 1", "Bea Bia", "Cara C 3"], Sql("SELECT name || ' ' || address FROM places_place WHERE address IS NOT NULL ORDER BY name"));
        Assert.Equal(["9", "6"], Sql("SELECT stars FROM places_restaurant ORDER BY place_ptr_id"));
        Assert.Equal(1, Trattoria.Objects.Update(t => new() { Name = "C", Stars = 1, Chef = "x" }));
        Assert.Equal("C 1 x", Trattoria.Objects.ValuesList("name", "stars", "chef").ToList().Select(v => string.Join(' ', v)).Single());
        Assert.Throws<FieldErrorException>(() => Restaurant.Objects.Update(r => new() { Stars = r.Name.Length }));

        foreach (var restaurant in (Restaurant[])[_bia, _cara]) (restaurant.Name, restaurant.Stars) = (restaurant.Name + "!", restaurant.Stars * 10);
        Assert.Equal(2, Restaurant.Objects.BulkUpdate([_bia, _cara], "name", "stars"));
        Assert.Equal("Bia! 20, Cara! 50", string.Join(", ", Restaurant.Objects.All().ToList().Select(r => $"{r.Name} {r.Stars}")));
        Assert.Throws<ArgumentException>(() => Restaurant.Objects.BulkUpdate([_bia], "id"));
    }

    [DatabaseFact]
    public void Deleting_takes_all_parts_and_what_hangs_on_them()
    {
        Assert.Throws<ProtectedErrorException>(() => Place.Objects.Get(_bia.Id).Delete());
        _cara.Delete();
        Assert.Null(_cara.Pk);
        Assert.Equal(["Abel", "Bia", "Ebb"], Sql("SELECT name FROM places_place ORDER BY id"));
        Assert.Equal([_bia.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)], Sql("SELECT place_ptr_id FROM places_restaurant"));
        Assert.Empty(Sql("SELECT chef FROM places_trattoria"));
        Assert.Equal(["hot", "late", "quiet"], Sql("SELECT text FROM places_review WHERE better_id IS NULL ORDER BY text"));
        Place.Objects.Get(_bia.Id).Delete();
        Assert.Empty(Sql("SELECT stars FROM places_restaurant"));
        Assert.Equal(["quiet"], Sql("SELECT text FROM places_review"));
        _ebb.Delete(keepParents: true);
        Assert.Empty(Sql("SELECT decibels FROM places_bar"));
        Assert.Equal(["Abel", "Ebb"], Sql("SELECT name FROM places_place ORDER BY id"));
        _ann.Delete();
        Assert.Equal("Abel Ebb", Names(Place.Objects.Filter(p => p.Owner == null)));
    }

    [DatabaseFact]
    public void A_place_may_be_two_things_and_goes_as_both()
    {
        new Bar { Id = _bia.Id, Name = "Bia", Owner = _bob, Decibels = 10 }.Save();
        _cara.Delete();
        Restaurant.Objects.Filter(r => r.Name == "Bia").Delete();
        Assert.Equal(["90"], Sql("SELECT decibels FROM places_bar"));
        Assert.Equal(["Abel", "Ebb"], Sql("SELECT name FROM places_place ORDER BY id"));
    }

    [DatabaseFact]
    public void The_neighbours_by_an_inherited_date_are_of_the_own_kind()
    {
        Restaurant next = _bia.GetNextByChanged();
        Assert.Equal("Cara", next.Name);
        Assert.Equal("Ebb", Place.Objects.Get(_cara.Id).GetNextByChanged().Name);
        Assert.Throws<DoesNotExistException<Restaurant>>(() => next.GetNextByChanged());
        Assert.True(_bia.TryGetTemplateMember("get_next_by_changed", out var shown));
        Assert.Equal("Cara", Assert.IsType<Restaurant>(shown).Name);
    }

    [DatabaseFact]
    public void Signals_are_those_of_the_class()
    {
        var heard = new List<string>();
        var signals = new Signals([]);
        signals.Connect<PostSave<Model>>(s => heard.Add($"{s.Instance.GetMeta().Name} saved {s.Created}"));
        signals.Connect<PostSave<Restaurant>>(s => heard.Add("a restaurant"));
        signals.Connect<PostDelete<Model>>(s => heard.Add($"{s.Instance.GetMeta().Name} deleted"));
        using var scope = Context.Current.With(Signals.Key, signals).Enter();
        new Restaurant { Name = "S" }.Save();
        Assert.Equal(["a restaurant", "Restaurant saved True"], heard);
        heard.Clear();
        Restaurant.Objects.Get(r => r.Name == "S").Delete();
        Assert.Equal(["Restaurant deleted", "Place deleted"], heard);
    }

    [DatabaseFact]
    public void Checks_look_at_all_tables()
    {
        static string Errors(Model model) =>
            string.Join("; ", Assert.Throws<ValidationError>(() => model.FullClean()).MessageDict.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key}: {string.Join(' ', e.Value)}"));

        Assert.Equal("address: Place with this Address already exists.", Errors(new Restaurant { Name = "X", Address = "A 1" }));
        Assert.Equal("address: Place with this Address already exists.; name: This field cannot be blank.", Errors(new Trattoria { Address = "A 1", Chef = "x", Mother = _bia }));
        Assert.Equal("__all__: Constraint “stars_not_negative” is violated.", Errors(new Trattoria { Name = "X", Address = "X", Owner = _ann, Chef = "x", Opened = new(2000, 1, 1), Mother = _bia, Stars = -1 }));
        _cara.FullClean();
    }

    [DatabaseFact]
    public void A_proxy_shows_the_same_rows_as_its_own_class()
    {
        Assert.Equal("Ebb Cara Bia Abel", Names(BackwardsPlace.Objects.All()));
        var proxy = BackwardsPlace.Objects.Get(_abel.Id);
        Assert.Equal("lebA", proxy.Backwards());
        Assert.Equal<Place>(_abel, proxy);
        Assert.Equal("ann", BackwardsPlace.Objects.SelectRelated("owner").Filter(p => p.Owner!.Username == "ann" && p.Reviews.Any()).Get().Owner!.Username);
        Assert.Equal(1, proxy.Reviews.Count());
        proxy.Name = "Abe";
        proxy.Save();
        Assert.Equal("Abe", Place.Objects.Get(_abel.Id).Name);
        BackwardsPlace.Objects.Create(new() { Name = "Zoe" });
        BackwardsPlace.Objects.BulkCreate([new() { Name = "Yan" }]);
        Assert.Equal(["Abe", "Bia", "Cara", "Ebb", "Yan", "Zoe"], Sql("SELECT name FROM places_place ORDER BY name"));
        Assert.Equal(2, BackwardsPlace.Objects.Filter(p => p.Name == "Zoe" || p.Name == "Yan").Update(p => new() { Address = null }));
        proxy.Delete();
        Assert.Equal(["hot", "late"], Sql("SELECT text FROM places_review ORDER BY text"));
    }

    [DatabaseFact]
    public void A_base_may_be_another_assemblys()
    {
        var critic = Critic.Objects.Create(new() { Username = "cid", Paper = "Times" });
        Assert.Equal(["cid"], Sql("SELECT username FROM accounts_user JOIN places_critic ON id = user_ptr_id WHERE paper = 'Times'"));
        Assert.Equal("Times", User.Objects.Get(critic.Id).Critic!.Paper);
        Assert.Equal(critic.Id, Critic.Objects.Get(c => c.Username == "cid" && c.Paper == "Times").Id);
        _abel.Fans.Add(critic, _bob);
        Assert.Equal("Abel", Names(critic.LikedPlaces.All()));
        _bia.Fans.Add(critic);
        Assert.Equal("Bia", Names(Restaurant.Objects.Filter(r => r.Fans.Any(f => f.Username == "cid"))));
        Assert.Equal("Bia", Names(Restaurant.Objects.Filter("fans__username", "cid")));
        Assert.Equal("cid", string.Join(' ', _bia.Fans.All()));
        Assert.Equal(2, _database.StatementsOf(() => Assert.Equal([1, 0], Restaurant.Objects.PrefetchRelated("fans").ToList().Select(r => r.Fans.All().ToList().Count))).Count);
        critic.Delete();
        Assert.Equal("bob", string.Join(' ', _abel.Fans.All()));
        Assert.Equal(2, User.Objects.Count());
    }

    [DatabaseFact]
    public void Raw_rows_and_the_latest()
    {
        var raw = Restaurant.Objects.Raw($"SELECT * FROM places_restaurant JOIN places_place ON id = place_ptr_id WHERE stars > {2}").ToList();
        Assert.Equal(("Cara", 5, 0), (Assert.Single(raw).Name, raw[0].Stars, raw[0].GetDeferredFields().Count));
        Assert.Equal("Bia", Restaurant.Objects.Latest().Name);
        Assert.Equal("Cara", Trattoria.Objects.Latest().Name);
    }

    [DatabaseFact]
    public void Migrations_make_parents_before_children()
    {
        var models = new AccountsApp().Manifest.OfType<ModelMeta>().Concat(new PlacesApp().Manifest.OfType<ModelMeta>()).ToList();
        var planned = MakeMigrations.Missing(models, new MigrationGraph([]));
        var operations = planned.SelectMany(p => p.Operations).Select(o => o.Describe()).ToList();
        Assert.True(operations.IndexOf("Create model Place") < operations.IndexOf("Create model Restaurant"));
        Assert.True(operations.IndexOf("Create model Restaurant") < operations.IndexOf("Create model Trattoria"));
        Assert.Contains("Create proxy model BackwardsPlace", operations);
        var restaurant = planned.SelectMany(p => p.Operations).OfType<CreateModel>().Single(o => o.Name == "Restaurant");
        Assert.Contains("""("place_ptr", new OneToOne("places.Place", OnDelete.Cascade) { PrimaryKey = true""", restaurant.ToCSharp());
        Assert.Contains("""Bases = ["places.Place"],""", restaurant.ToCSharp());
        Assert.Equal(["accounts.User"], planned.SelectMany(p => p.Operations).OfType<CreateModel>().Single(o => o.Name == "Critic").Bases);
    }

    private static string Names(IEnumerable<Place> places) => string.Join(' ', places.Select(p => p.Name));

    private List<string> Sql(string sql) => [.. _database.Connection.Query(sql, row => Convert.ToString(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!)];
}
