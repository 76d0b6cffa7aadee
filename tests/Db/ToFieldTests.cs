using Press;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace DbTests;

public sealed class ToFieldTestsOnSqlite() : ToFieldTests(DatabaseKind.Sqlite);

public sealed class ToFieldTestsOnPostgreSql() : ToFieldTests(DatabaseKind.PostgreSql);

/// <summary>
/// Relations to another unique field than the key. Keys and codes are made to differ:
/// <code>
/// currency  prices         bank  markets
/// 7 EUR     1, 2 (or USD)  -     first
/// 9 USD     3              yes   first, second
/// </code>
/// </summary>
public abstract class ToFieldTests : IDisposable
{
    private readonly TestDatabase _database;
    private readonly DatabaseKind _kind;
    private readonly Currency _eur = new() { Id = 7, Code = "EUR", Name = "Euro" };
    private readonly Currency _usd = new() { Id = 9, Code = "USD", Name = "Dollar" };
    private readonly Market _first;
    private readonly Market _second;

    protected ToFieldTests(DatabaseKind kind)
    {
        _kind = kind;
        _database = new TestDatabase(kind, [.. new PressApp().Manifest.OfType<ModelMeta>()]);
        _eur.Save();
        _usd.Save();
        Price.Objects.Create(new() { Currency = _eur, Amount = 1 });
        Price.Objects.Create(new() { CurrencyId = "EUR", Other = _usd, Amount = 2 });
        Price.Objects.Create(new() { Currency = _usd, Amount = 3 });
        Bank.Objects.Create(new() { Currency = _usd });
        (_first, _second) = (Market.Objects.Create(new()), Market.Objects.Create(new()));
        _first.Currencies.Add(_eur, _usd);
        _second.Currencies.Add(_usd);
    }

    public void Dispose() => _database.Dispose();

    [Fact]
    public void The_column_holds_the_fields_value_and_references_it()
    {
        var price = Price.Objects.Get(p => p.Amount == 1);
        Assert.Equal("EUR", price.CurrencyId);
        Assert.Equal(7, price.Currency.Id);
        Assert.Throws<IntegrityErrorException>(() => Transaction.Atomic(() =>
        {
            Price.Objects.Create(new() { CurrencyId = "XXX", Amount = 9 });
        }));
        Assert.Equal("varchar(3)", (_kind == DatabaseKind.Sqlite ? (SchemaDialect)SqliteSchema.Instance : PostgreSqlSchema.Instance).ColumnType(State, State.Get("press", "Price"), State.Get("press", "Price").GetField("currency")));
        price.Currency = _usd;
        Assert.Equal("USD", price.CurrencyId);
    }

    [Fact]
    public void An_object_is_compared_by_that_value_without_a_join()
    {
        foreach (var prices in (QuerySet<Price>[])
        [
            Price.Objects.Filter(p => p.Currency == _eur),
            Price.Objects.Filter("currency", _eur),
            Price.Objects.Filter("currency", "EUR"),
            Price.Objects.Filter("currency_id", "EUR"),
            Price.Objects.Filter(p => p.CurrencyId == "EUR"),
            Price.Objects.Filter(p => p.Currency.Code == "EUR"),
            Price.Objects.Filter("currency__code", "EUR"),
            Price.Objects.Filter("currency__in", new[] { _eur }),
            Price.Objects.Exclude(p => p.Currency != _eur),
        ])
        {
            Assert.Equal([1, 2], Amounts(prices));
            Assert.DoesNotContain("JOIN", prices.ToString());
        }

        Assert.Equal([1, 3], Amounts(Price.Objects.Filter(p => p.Other == null)));
    }

    [Fact]
    public void The_targets_key_and_other_fields_are_reached_by_a_join()
    {
        Assert.Equal([1, 2], Amounts(Price.Objects.Filter(p => p.Currency.Id == 7)));
        Assert.Equal([1, 2], Amounts(Price.Objects.Filter("currency__id", 7)));
        Assert.Equal([1, 2], Amounts(Price.Objects.Filter("currency__pk", 7)));
        Assert.Equal([1, 2], Amounts(Price.Objects.Filter(p => p.Currency.Name == "Euro")));
        Assert.Equal([2], Amounts(Price.Objects.Filter(p => p.Other!.Name == "Dollar")));
        Assert.Equal([1, 2], Amounts(Price.Objects.Filter("currency__in", Currency.Objects.Filter(c => c.Name == "Euro"))));
        Assert.Equal(["Dollar", "Euro", "Euro"], Price.Objects.OrderBy("currency__name").SelectRelated(p => p.Currency).ToList().Select(p => p.Currency.Name));
    }

    [Fact]
    public void Subqueries_compare_rows_with_rows()
    {
        Assert.Equal(["EUR", "USD"], Codes(Currency.Objects.Filter(c => Price.Objects.Any(p => p.Currency == c)).OrderBy("code")));
        Assert.Equal(["EUR"], Codes(Currency.Objects.Filter(c => c.Prices.Count() > 1)));
        Assert.Equal(["USD"], Codes(Currency.Objects.Filter(c => c.Also.Any())));
        Assert.Equal(["EUR"], Codes(Currency.Objects.Filter("prices__amount__lt", 2)));
        Assert.Equal(["USD"], Codes(Currency.Objects.Filter(c => c.Bank != null)));
        Assert.Equal(["USD"], Codes(Currency.Objects.Filter("bank__isnull", false)));
        Assert.Equal([1, 2], Amounts(Price.Objects.Filter(p => p.Currency.Prices.Count() == 2)));
    }

    [Fact]
    public void The_ways_back_start_from_that_value()
    {
        Assert.Equal([1, 2], Amounts(_eur.Prices.All()));
        Assert.Equal("USD", _eur.Prices.Create(new() { Amount = 4, Other = _usd }).OtherId);
        Assert.Equal([1, 2, 4], Amounts(_eur.Prices.All()));
        Assert.NotNull(_usd.Bank);
        Assert.Null(_eur.Bank);
        Assert.Equal("USD", Currency.Objects.SelectRelated("bank").Get(c => c.Code == "USD").Bank!.CurrencyId);
    }

    [Fact]
    public void Prefetching_takes_one_query_each_way()
    {
        var before = _database.Statements.Count;
        var currencies = Currency.Objects.PrefetchRelated(c => c.Prices).OrderBy("code").ToList();
        Assert.Equal([[1, 2], [3]], currencies.Select(c => Amounts(c.Prices.All())));
        var prices = Price.Objects.PrefetchRelated(p => p.Currency).OrderBy("amount").ToList();
        Assert.Equal(["Euro", "Euro", "Dollar"], prices.Select(p => p.Currency.Name));
        Assert.Equal(4, _database.Statements.Count - before);
    }

    [Fact]
    public void Pairs_point_by_that_value_too()
    {
        Assert.Equal(["EUR", "USD"], Codes(_first.Currencies.OrderBy("code")));
        Assert.Equal(2, _usd.Markets.Count());
        Assert.Equal([_first.Id], Market.Objects.Filter(m => m.Currencies.Any(c => c.Name == "Euro")).ToList().Select(m => m.Id));
        Assert.Equal(["USD"], Codes(Currency.Objects.Filter(c => c.Markets.Count() > 1)));
        Assert.Equal([2, 1], Market.Objects.PrefetchRelated(m => m.Currencies).OrderBy("id").ToList().Select(m => m.Currencies.All().ToList().Count));
        _first.Currencies.Remove(_usd);
        Assert.Equal(["EUR"], Codes(_first.Currencies.All()));
        _first.Currencies.Set([_usd]);
        Assert.Equal(["USD"], Codes(_first.Currencies.All()));
        _usd.Markets.Clear();
        Assert.Empty(_first.Currencies.All().ToList());
    }

    [Fact]
    public void Deleting_the_target_takes_along_what_points_to_its_value()
    {
        var other = Price.Objects.Create(new() { Currency = _usd, Other = _eur, Amount = 5 });
        Tax.Objects.Create(new() { Price = Price.Objects.Get(p => p.Amount == 1) });
        var result = _eur.Delete();
        Assert.Equal(2, result.PerModel["press.Price"]);
        Assert.Equal([3, 5], Amounts(Price.Objects.All()));
        other.RefreshFromDb();
        Assert.Null(other.Other);
        Assert.Throws<RestrictedErrorException>(() => _usd.Delete());
    }

    [Fact]
    public void Validation_looks_for_that_value()
    {
        new Price { Currency = _eur, Amount = 1 }.FullClean();
        Assert.Throws<Quintet.ValidationError>(() => new Price { CurrencyId = "ABC", Amount = 1 }.FullClean());
        var unsaved = new Price { Currency = new Currency { Code = "CHF" } };
        Assert.Throws<InvalidOperationException>(() => unsaved.Save());
    }

    [Fact]
    public void A_field_that_is_pointed_to_may_change_its_type()
    {
        var after = new AlterField("Currency", "code", new CharField { MaxLength = 10, Unique = true });
        SchemaDialect schema = _kind == DatabaseKind.Sqlite ? SqliteSchema.Instance : PostgreSqlSchema.Instance;
        var (from, to) = (State, after.Apply("press", State));
        if (_kind == DatabaseKind.Sqlite) _database.Connection.Execute("PRAGMA foreign_keys = OFF");
        Transaction.Atomic(() =>
        {
            foreach (var sql in after.Forwards("press", from, to, schema)) _database.Connection.Execute(sql);
        });
        if (_kind == DatabaseKind.Sqlite) _database.Connection.Execute("PRAGMA foreign_keys = ON");
        _eur.Code = "EURO CENTS";
        Assert.Equal([1, 2], Amounts(Currency.Objects.Get(7).Prices.All()));
        Currency.Objects.Create(new() { Code = "LONG CODE", Name = "x" }).Prices.Create(new() { Amount = 6 });
        Assert.Equal([6], Amounts(Price.Objects.Filter("currency", "LONG CODE")));
        Assert.Throws<IntegrityErrorException>(() => Transaction.Atomic(() =>
        {
            Price.Objects.Create(new() { CurrencyId = "XXX", Amount = 9 });
        }));
    }

    private static ProjectState State { get; } = ModelStates.Of([.. new PressApp().Manifest.OfType<ModelMeta>()]);

    private static List<int> Amounts(IEnumerable<Price> prices) => [.. prices.Select(p => p.Amount).Order()];

    private static List<string> Codes(IEnumerable<Currency> currencies) => [.. currencies.Select(c => c.Code)];
}
