namespace Quintet.Db;

/// <summary>A day; <c>DateOnly</c> in C#.</summary>
public class DateField : Field
{
    /// <summary>Set to now at every save.</summary>
    public bool AutoNow { get; set; }

    /// <summary>Set to now at the first save.</summary>
    public bool AutoNowAdd { get; set; }

    public override FieldLookup? FindLookup(string name) => this is TimeField ? null : InRange.Find(name);

    protected override void Describe(FieldArguments arguments)
    {
        arguments.Add(nameof(AutoNow), AutoNow, false);
        arguments.Add(nameof(AutoNowAdd), AutoNowAdd, false);
        base.Describe(arguments);
    }
}

/// <summary>A moment, kept in UTC with microseconds; <c>DateTime</c> in C#.</summary>
public class DateTimeField : DateField;

/// <summary>A time of day; <c>TimeOnly</c> in C#.</summary>
public class TimeField : DateField;

/// <summary>A span of time; <c>TimeSpan</c> in C#. Where the database has no such type: microseconds.</summary>
public class DurationField : Field;

/// <summary>A UUID; <c>Guid</c> in C#.</summary>
public class UuidField : Field;

/// <summary>Bytes; <c>byte[]</c> in C#.</summary>
public class BinaryField : Field;
