namespace GeneratorsTests;

public class ModelBaselineTests
{
    [Fact]
    public void Models_with_relations()
    {
        var run = Harness.Run(Samples.BlogApp, Samples.Books).AssertCompiles();
        Baseline.Check("Books", run.Generated);
    }

    [Fact]
    public void Rarer_fields_and_forms()
    {
        var run = Harness.Run(Samples.BlogApp, Samples.Rarities).AssertCompiles();
        Baseline.Check("Rarities", run.Generated);
    }

    [Fact]
    public void Indexes_and_constraints()
    {
        var run = Harness.Run(Samples.BlogApp, Samples.Metas).AssertCompiles();
        Baseline.Check("Metas", run.Generated);
    }

    [Fact]
    public void Models_that_derive_from_others()
    {
        var run = Harness.Run(Samples.BlogApp, Samples.Places).AssertCompiles();
        Baseline.Check("Places", run.Generated);
    }

    [Fact]
    public void Managers_and_queryset_methods()
    {
        var run = Harness.Run(Samples.BlogApp, Samples.Managers).AssertCompiles();
        Baseline.Check("Managers", run.Generated);
    }

    [Fact]
    public void Options_and_own_fields()
    {
        var run = Harness.Run(Samples.BlogApp, Samples.Options).AssertCompiles();
        Baseline.Check("Options", run.Generated);
    }

    [Fact]
    public void Relations_to_many()
    {
        var run = Harness.Run(Samples.BlogApp, Samples.Links).AssertCompiles();
        Baseline.Check("Links", run.Generated);
    }
}
