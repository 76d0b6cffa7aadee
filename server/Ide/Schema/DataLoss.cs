using Quintet.Db;
using Quintet.Db.Migrations;

namespace Quintet.Ide.Schema;

/// <summary>What a change takes from the rows that are there, judged from the two states alone.</summary>
internal static class DataLoss
{
    /// <summary>A sentence; null where every row keeps what it has.</summary>
    /// <param name="change">The change.</param>
    /// <param name="appLabel">Its app.</param>
    /// <param name="before">The state before it.</param>
    public static string? Of(Operation change, string appLabel, ProjectState before)
    {
        if (change.ModelName is null || before.Find($"{appLabel}.{change.ModelName}") is not { Options: { Managed: true, Proxy: false } } model) return null;
        switch (change)
        {
            case DeleteModel:
                return $"The table {model.Table} goes with all its rows.";
            case RemoveField remove when model.FindField(remove.Name) is { } gone:
                return gone.Field switch
                {
                    ManyToMany { ThroughModel: not null } or { IsGenerated: true } => null,
                    ManyToMany => $"All pairs of '{gone.Name}' go.",
                    { HasColumn: true } => $"The column {gone.Column} goes with all it holds.",
                    _ => null,
                };
            case AlterField alter when model.FindField(alter.Name) is { } old && old.Field.HasColumn && alter.Field.HasColumn:
                return Narrowed(old.Field, alter.Field);
            default:
                return null;
        }
    }

    private static string? Narrowed(Field old, Field fresh)
    {
        if (Length(old) is { } was && Length(fresh) is { } now) return now < was ? $"Values longer than {now} characters do not fit any more: PostgreSQL refuses to migrate where there are any, SQLite keeps them." : null;
        if (Length(fresh) is not null) return null;
        if (old is DecimalField digits && fresh is DecimalField fewer)
        {
            if (fewer.DecimalPlaces < digits.DecimalPlaces) return $"Values are rounded to {fewer.DecimalPlaces} decimal places.";
            return fewer.MaxDigits - fewer.DecimalPlaces < digits.MaxDigits - digits.DecimalPlaces ? $"Values with more than {fewer.MaxDigits - fewer.DecimalPlaces} digits before the point do not fit any more." : null;
        }

        if (Bits(old) is { } bits && Bits(fresh) is { } less)
        {
            if (less < bits) return $"Values of more than {less} bits do not fit any more.";
            return IsPositive(fresh) && !IsPositive(old) ? "Values below zero do not fit any more." : null;
        }

        return (old, fresh) switch
        {
            (DecimalField or FloatField, IntegerField) => "Values lose what is behind the point.",
            (DateTimeField, DateField and not TimeField) when fresh is not DateTimeField => "Values lose their time of day.",
            _ when Length(old) is not null && fresh is not ForeignKey && old.InternalType != fresh.InternalType => $"Text that is no value of a {fresh.ClassName} does not fit any more.",
            _ => null,
        };
    }

    /// <summary>How many characters a field of text takes; null for one of something else.</summary>
    private static int? Length(Field field) => field switch
    {
        CharField text => text.MaxLength > 0 ? text.MaxLength : int.MaxValue,
        TextField => int.MaxValue,
        _ => null,
    };

    private static int? Bits(Field field) => field switch
    {
        SmallIntegerField or PositiveSmallIntegerField or SmallAutoField => 16,
        BigIntegerField or PositiveBigIntegerField or BigAutoField => 64,
        IntegerField => 32,
        _ => null,
    };

    private static bool IsPositive(Field field) => field is PositiveIntegerField or PositiveBigIntegerField or PositiveSmallIntegerField;
}
