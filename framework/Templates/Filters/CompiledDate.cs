using System.Text;
using Quintet.Templates.Values;

namespace Quintet.Templates.Filters;

/// <summary>A format of the filter <c>date</c> that stands in the template, read once: for the letters that most formats are made of.</summary>
internal sealed class CompiledDate
{
    private const string DateLetters = "djmnYyFMNDl";
    private const string TimeLetters = "HGi";

    private readonly Piece[] _pieces;
    private readonly bool _hasTime;

    private CompiledDate(Piece[] pieces, bool hasTime) => (_pieces, _hasTime) = (pieces, hasTime);

    /// <summary>Null for a format with other letters, with backslashes, or which is the name of one.</summary>
    public static CompiledDate? TryRead(string format)
    {
        if (format.Length == 0 || format.Contains('\\') || format.EndsWith("_FORMAT", StringComparison.Ordinal)) return null;
        var pieces = new List<Piece>();
        var (text, hasTime) = ("", false);
        foreach (var c in format)
        {
            if (!DateFormat.IsLetter(c, out _))
            {
                text += c;
                continue;
            }

            if (!DateLetters.Contains(c) && !TimeLetters.Contains(c)) return null;
            hasTime |= TimeLetters.Contains(c);
            Flush();
            pieces.Add(new(c, [], []));
        }

        Flush();
        return new([.. pieces], hasTime);

        void Flush()
        {
            if (text.Length > 0) pieces.Add(new(default, Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(Html.Escape(text))));
            text = "";
        }
    }

    /// <summary>Writes a date with or without time; false for any other value, and for a time that the value has not.</summary>
    public bool TryWrite(in TemplateValue value, RenderContext context)
    {
        var locale = context.Locale;
        DateTime time;
        switch (value.Kind)
        {
            case ValueKind.DateTime:
                time = value.DateTime;
                if (time.Kind == DateTimeKind.Utc && locale.UseTz) time = TimeZoneInfo.ConvertTimeFromUtc(time, locale.TimeZone);
                break;
            case ValueKind.DateOnly when !_hasTime:
                time = value.DateOnly.ToDateTime(TimeOnly.MinValue);
                break;
            default:
                return false;
        }

        DateOnly.FromDateTime(time).Deconstruct(out var year, out var month, out var day);
        var output = context.Output;
        for (var i = 0; i < _pieces.Length; i++)
        {
            ref readonly var piece = ref _pieces[i];
            switch (piece.Letter)
            {
                case default(char): output.Write(context.Autoescape ? piece.Escaped : piece.Text); break;
                case 'd': output.WriteTwoDigits(day); break;
                case 'j': output.WriteNumber(day); break;
                case 'm': output.WriteTwoDigits(month); break;
                case 'n': output.WriteNumber(month); break;
                case 'Y': output.WriteTwoDigits(year / 100); output.WriteTwoDigits(year % 100); break;
                case 'y': output.WriteTwoDigits(year % 100); break;
                case 'H': output.WriteTwoDigits(time.Hour); break;
                case 'G': output.WriteNumber(time.Hour); break;
                case 'i': output.WriteTwoDigits(time.Minute); break;
                case 'F': WriteName(context, locale.Calendar.Month(month)); break;
                case 'M': WriteName(context, locale.Calendar.TitleMonth(month)); break;
                case 'N': WriteName(context, locale.Calendar.ApMonth(month)); break;
                case 'D': WriteName(context, locale.Calendar.ShortDay(time.DayOfWeek)); break;
                default: WriteName(context, locale.Calendar.Day(time.DayOfWeek)); break;
            }
        }

        return true;
    }

    private static void WriteName(RenderContext context, string name)
    {
        if (context.Autoescape) context.Output.WriteEscaped(name);
        else context.Output.Write(name);
    }

    /// <summary>A letter, or a text between letters as it is with and without escaping.</summary>
    private readonly record struct Piece(char Letter, byte[] Text, byte[] Escaped);
}
