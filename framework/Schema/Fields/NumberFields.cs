using Quintet.Validation;

namespace Quintet.Db;

public class IntegerField : Field
{
    public override FieldLookup? FindLookup(string name) => InRange.Find(name);
}

public class BigIntegerField : IntegerField;

public class SmallIntegerField : IntegerField;

/// <summary>0 or more.</summary>
public class PositiveIntegerField : IntegerField
{
    public override IEnumerable<IValidator> GetValidators() => [new MinValueValidator(0)];
}

/// <summary>0 or more.</summary>
public class PositiveBigIntegerField : IntegerField
{
    public override IEnumerable<IValidator> GetValidators() => [new MinValueValidator(0)];
}

/// <summary>0 or more.</summary>
public class PositiveSmallIntegerField : IntegerField
{
    public override IEnumerable<IValidator> GetValidators() => [new MinValueValidator(0)];
}

public class FloatField : Field;

public class BooleanField : Field;

/// <summary>A number of fixed precision; <c>decimal</c> in C#.</summary>
public class DecimalField : Field
{
    /// <summary>All digits, those behind the point included.</summary>
    public int MaxDigits { get; set; }

    public int DecimalPlaces { get; set; }

    public override IEnumerable<IValidator> GetValidators() => [new DecimalValidator(MaxDigits, DecimalPlaces)];

    public override FieldLookup? FindLookup(string name) => InRange.Find(name);

    protected override void Describe(FieldArguments arguments)
    {
        arguments.Add(nameof(MaxDigits), MaxDigits, 0);
        arguments.Add(nameof(DecimalPlaces), DecimalPlaces, 0);
        base.Describe(arguments);
    }
}

/// <summary>What the auto fields share: the database counts.</summary>
public interface IAutoField;

/// <summary>A counted key of 32 bits; <c>int</c> in C#.</summary>
public class AutoField : IntegerField, IAutoField;

/// <summary>A counted key of 64 bits; <c>long</c> in C#. The key of a model that names none.</summary>
public class BigAutoField : IntegerField, IAutoField;

/// <summary>A counted key of 16 bits; <c>short</c> in C#.</summary>
public class SmallAutoField : IntegerField, IAutoField;
