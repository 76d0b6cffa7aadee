namespace Billing;

/// <summary>Models with columns that the database calculates: in a base, in a parent's table and a child's, unique, nullable.</summary>
public partial class BillingApp : AppConfig;

public abstract partial class Named : Model
{
    [CharField(MaxLength = 20)]
    public string First { get; set; } = "";

    [CharField(MaxLength = 20)]
    public string? Last { get; set; }

    [CharField(MaxLength = 50, GeneratedAs = "first || ' ' || COALESCE(last, '?')")]
    public string FullName { get; protected set; } = "";

    public override string ToString() => FullName;
}

public partial class Customer : Named
{
    [CharField(MaxLength = 20, Unique = true, GeneratedAs = "UPPER(first)")]
    public string Shout { get; set; } = "";
}

public partial class Regular : Customer
{
    [IntegerField]
    public int Points { get; set; }

    [IntegerField(GeneratedAs = "points * 2")]
    public int Twice { get; private set; }
}

[CheckConstraint("total < 1000", Name = "line_total_small")]
public partial class Line : Model
{
    [DecimalField(MaxDigits = 10, DecimalPlaces = 2, GeneratedAs = "price * quantity")]
    public decimal Total { get; private set; }

    [DecimalField(MaxDigits = 8, DecimalPlaces = 2)]
    public decimal Price { get; set; }

    [IntegerField]
    public int Quantity { get; set; }

    [IntegerField]
    public int? Discount { get; set; }

    [BooleanField(GeneratedAs = "quantity > 9", DbIndex = true)]
    public bool IsBulk { get; private set; }

    [IntegerField(GeneratedAs = "quantity - discount", HelpText = "What is left.")]
    public int? Rest { get; private set; }
}
