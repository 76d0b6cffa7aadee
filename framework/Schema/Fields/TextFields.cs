using Quintet.Validation;

namespace Quintet.Db;

/// <summary>Text of limited length.</summary>
public class CharField : Field
{
    /// <summary>In characters; 0 is "not said", which only the kinds with a length of their own allow.</summary>
    public int MaxLength { get; set; }

    public override string InternalType => nameof(CharField);

    public override bool EmptyStringsAllowed => true;

    public override FieldLookup? FindLookup(string name) => TextLookups.Find(name);

    protected virtual int UsualMaxLength => 0;

    public override IEnumerable<IValidator> GetValidators() => [.. base.GetValidators(), new MaxLengthValidator(MaxLength)];

    protected override void Describe(FieldArguments arguments)
    {
        arguments.Add(nameof(MaxLength), MaxLength, UsualMaxLength);
        base.Describe(arguments);
    }
}

/// <summary>Text of any length.</summary>
public class TextField : Field
{
    public override string InternalType => nameof(TextField);

    public override bool EmptyStringsAllowed => true;

    public override FieldLookup? FindLookup(string name) => TextLookups.Find(name);
}

/// <summary>Letters, digits, hyphens and underscores, for URLs. Indexed unless <c>DbIndex = false</c>.</summary>
public class SlugField : CharField
{
    public SlugField()
    {
        MaxLength = 50;
        DbIndex = true;
    }

    public override string InternalType => nameof(SlugField);

    /// <summary>Letters of all alphabets.</summary>
    public bool AllowUnicode { get; set; }

    protected override int UsualMaxLength => 50;

    public override IEnumerable<IValidator> GetValidators() =>
        [AllowUnicode ? Quintet.Validation.Validators.ValidateUnicodeSlug : Quintet.Validation.Validators.ValidateSlug, .. base.GetValidators()];

    protected override void Describe(FieldArguments arguments)
    {
        // The base speaks of DbIndex = true, which is the usual here; only false is worth a word.
        var own = new FieldArguments();
        base.Describe(own);
        foreach (var argument in own.List)
        {
            if (argument.Name != nameof(DbIndex)) arguments.AddAlways(argument.Name, argument.Value);
        }

        arguments.Add(nameof(DbIndex), DbIndex, true);
        arguments.Add(nameof(AllowUnicode), AllowUnicode, false);
    }
}

/// <summary>An e-mail address.</summary>
public class EmailField : CharField
{
    public EmailField() => MaxLength = 254;

    protected override int UsualMaxLength => 254;

    public override IEnumerable<IValidator> GetValidators() => [Quintet.Validation.Validators.ValidateEmail, .. base.GetValidators()];
}

/// <summary>A URL.</summary>
public class UrlField : CharField
{
    public UrlField() => MaxLength = 200;

    protected override int UsualMaxLength => 200;

    public override IEnumerable<IValidator> GetValidators() => [new UrlValidator(), .. base.GetValidators()];
}
