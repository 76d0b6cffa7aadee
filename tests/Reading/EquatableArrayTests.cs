using Quintet.Reading;

namespace ReadingTests;

public class EquatableArrayTests
{
    private sealed record Holder(string Name, EquatableArray<string> Items);

    [Fact]
    public void Records_that_hold_equal_items_are_equal()
    {
        Assert.Equal(new Holder("a", ["x", "y"]), new Holder("a", new[] { "x", "y" }.ToEquatableArray()));
        Assert.Equal(new Holder("a", ["x", "y"]).GetHashCode(), new Holder("a", ["x", "y"]).GetHashCode());
    }

    [Fact]
    public void Other_items_or_another_order_are_not_equal()
    {
        EquatableArray<string> items = ["x", "y"];
        Assert.NotEqual(["y", "x"], items);
        Assert.True(items != ["x"]);
        Assert.False(items == ["x", "z"]);
    }

    [Fact]
    public void The_default_value_is_empty()
    {
        EquatableArray<int> items = default;
        Assert.True(items == EquatableArray<int>.Empty);
        Assert.Empty(items);
        Assert.Equal(items.GetHashCode(), EquatableArray<int>.Empty.GetHashCode());
    }
}
