using System.Runtime;
using Quintet.Apps;
using Quintet.Db;

namespace GeneratorsTests;

/// <summary>What an app costs before it answers: the runtime compiles each method that is called, which at the start is nearly all of the time.</summary>
public sealed class StartTests
{
    [Fact]
    public void Of_a_model_that_nobody_uses_four_methods_are_compiled()
    {
        // The first models bring what all share; what two numbers of models differ by is each model's own.
        CompiledFor(2);
        var few = CompiledFor(10);
        Assert.InRange(CompiledFor(60) - few, 1, 50 * 4);
    }

    private static long CompiledFor(int models)
    {
        var text = string.Join("\n", Enumerable.Range(0, models).Select(i => $$"""
            public partial class Item{{i}} : Model
            {
                [CharField(MaxLength = 20)] public string Name { get; set; } = "";

                [DateField] public DateOnly Day { get; set; }

                [DecimalField(MaxDigits = 8, DecimalPlaces = 2)] public decimal? Price { get; set; }

                [ForeignKey(OnDelete.Cascade, RelatedName = "+")] public partial Item{{(i + 1) % models}} Next { get; set; }
            }
            """));
        var assembly = Harness.Run(Samples.BlogApp, ("Blog/Models.cs", "using Quintet.Db;\n\nnamespace Blog;\n\n" + text)).Load();
        var app = (AppConfig)Activator.CreateInstance(assembly.GetType("Blog.BlogApp", throwOnError: true)!)!;
        var before = JitInfo.GetCompiledMethodCount(currentThread: true);
        Assert.Equal(models, ModelRegistry.Of([app.Manifest]).Models.Count);
        return JitInfo.GetCompiledMethodCount(currentThread: true) - before;
    }
}
