using System.Collections;
using System.Globalization;
using Quintet.Db;

namespace Quintet.Views;

/// <summary>There is no such page.</summary>
public class InvalidPage(string message) : Exception(message);

/// <summary>What was asked for is no number.</summary>
public sealed class PageNotAnInteger(string message) : InvalidPage(message);

/// <summary>There is nothing on a page of that number.</summary>
public sealed class EmptyPage(string message) : InvalidPage(message);

/// <summary>A long list in pages (Django's <c>Paginator</c>). The list is counted once, when that is first needed; of a query only the rows of a page are read.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed class Paginator<T>
{
    /// <summary>Stands for the pages that <see cref="GetElidedPageRange"/> leaves out.</summary>
    public const string Ellipsis = "…";

    private readonly QuerySet<T>? _query;
    private readonly IReadOnlyList<T> _list;
    private int? _count;

    /// <param name="objectList">A query, which should be ordered, or a list.</param>
    /// <param name="perPage">How many are on a page.</param>
    /// <param name="orphans">So many or fewer would be alone on the last page: they come on the page before.</param>
    /// <param name="allowEmptyFirstPage">Whether an empty list has a page.</param>
    public Paginator(IEnumerable<T> objectList, int perPage, int orphans = 0, bool allowEmptyFirstPage = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perPage, 1);
        _query = objectList as QuerySet<T>;
        _list = _query is null ? objectList as IReadOnlyList<T> ?? [.. objectList] : [];
        (ObjectList, PerPage, Orphans, AllowEmptyFirstPage) = (objectList, perPage, orphans, allowEmptyFirstPage);
    }

    public IEnumerable<T> ObjectList { get; }

    public int PerPage { get; }

    public int Orphans { get; }

    public bool AllowEmptyFirstPage { get; }

    /// <summary>How many there are on all pages.</summary>
    public int Count => _count ??= _query?.Count() ?? _list.Count;

    /// <summary>How many pages there are.</summary>
    public int NumPages => Count == 0 && !AllowEmptyFirstPage ? 0 : (Math.Max(1, Count - Orphans) + PerPage - 1) / PerPage;

    /// <summary>The numbers of the pages, from 1 on.</summary>
    public IEnumerable<int> PageRange => Enumerable.Range(1, NumPages);

    /// <summary>A page.</summary>
    /// <param name="number">Its number: an integer or a text.</param>
    /// <exception cref="PageNotAnInteger">It is none.</exception>
    /// <exception cref="EmptyPage">There is no such page.</exception>
    public Page<T> Page(object? number)
    {
        var valid = ValidateNumber(number);
        var (start, end) = Bounds(valid);
        return new(_query is null ? [.. _list.Take(start..end)] : _query[start..end].ToList(), valid, this);
    }

    /// <inheritdoc cref="Page"/>
    public async Task<Page<T>> PageAsync(object? number, CancellationToken cancellation = default)
    {
        if (_query is null) return Page(number);
        _count ??= await _query.CountAsync(cancellation);
        var valid = ValidateNumber(number);
        var (start, end) = Bounds(valid);
        return new(await _query[start..end].ToListAsync(cancellation), valid, this);
    }

    /// <summary>A page, whatever was asked for: the first where it is no number, the last where there are not so many.</summary>
    public Page<T> GetPage(object? number) => Page(Nearest(number));

    /// <inheritdoc cref="GetPage"/>
    public async Task<Page<T>> GetPageAsync(object? number, CancellationToken cancellation = default)
    {
        if (_query is not null) _count ??= await _query.CountAsync(cancellation);
        return await PageAsync(Nearest(number), cancellation);
    }

    /// <summary>The number as an integer.</summary>
    /// <inheritdoc cref="Page"/>
    public int ValidateNumber(object? number)
    {
        if (WholeNumber.Of(number) is not { } valid) throw new PageNotAnInteger(Translation.Gettext("That page number is not an integer"));
        if (valid < 1) throw new EmptyPage(Translation.Gettext("That page number is less than 1"));
        if (valid > NumPages) throw new EmptyPage(Translation.Gettext("That page contains no results"));
        return (int)valid;
    }

    /// <summary>The numbers around a page and at both ends, with <see cref="Ellipsis"/> where some are left out: for a bar with links.</summary>
    /// <param name="number">The page.</param>
    /// <param name="onEachSide">How many beside it.</param>
    /// <param name="onEnds">How many at each end.</param>
    public IEnumerable<object> GetElidedPageRange(object? number, int onEachSide = 3, int onEnds = 2)
    {
        var at = ValidateNumber(number);
        if (NumPages <= (onEachSide + onEnds) * 2) return PageRange.Cast<object>();
        var pages = new List<object>();
        if (at > 1 + onEachSide + onEnds + 1)
        {
            Add(1, onEnds);
            pages.Add(Ellipsis);
            Add(at - onEachSide, at);
        }
        else
        {
            Add(1, at);
        }

        if (at < NumPages - onEachSide - onEnds - 1)
        {
            Add(at + 1, at + onEachSide);
            pages.Add(Ellipsis);
            Add(NumPages - onEnds + 1, NumPages);
        }
        else
        {
            Add(at + 1, NumPages);
        }

        return pages;

        void Add(int from, int to)
        {
            for (var page = from; page <= to; page++) pages.Add(page);
        }
    }

    private object Nearest(object? number)
    {
        try
        {
            return ValidateNumber(number);
        }
        catch (PageNotAnInteger)
        {
            return 1;
        }
        catch (EmptyPage)
        {
            return NumPages;
        }
    }

    private (int Start, int End) Bounds(int number)
    {
        var start = (number - 1) * PerPage;
        var end = start + PerPage;
        return (start, end + Orphans >= Count ? Math.Max(start, Count) : end);
    }
}

/// <summary>One page of a <see cref="Paginator{T}"/>. In a template: <c>page_obj.has_next</c>, and <c>for book in page_obj</c>.</summary>
public sealed class Page<T> : IReadOnlyList<T>
{
    internal Page(IReadOnlyList<T> objectList, int number, Paginator<T> paginator) => (ObjectList, Number, Paginator) = (objectList, number, paginator);

    /// <summary>What is on the page.</summary>
    public IReadOnlyList<T> ObjectList { get; }

    /// <summary>From 1 on.</summary>
    public int Number { get; }

    public Paginator<T> Paginator { get; }

    public bool HasNext => Number < Paginator.NumPages;

    public bool HasPrevious => Number > 1;

    public bool HasOtherPages => HasPrevious || HasNext;

    /// <exception cref="EmptyPage">This is the last one.</exception>
    public int NextPageNumber => Paginator.ValidateNumber(Number + 1);

    /// <exception cref="EmptyPage">This is the first one.</exception>
    public int PreviousPageNumber => Paginator.ValidateNumber(Number - 1);

    /// <summary>The place of the first in the whole list, from 1 on; 0 where there is none.</summary>
    public int StartIndex => Paginator.Count == 0 ? 0 : (Paginator.PerPage * (Number - 1)) + 1;

    /// <summary>The place of the last in the whole list, from 1 on.</summary>
    public int EndIndex => Number == Paginator.NumPages ? Paginator.Count : Number * Paginator.PerPage;

    /// <summary>How many are on the page.</summary>
    public int Count => ObjectList.Count;

    public T this[int index] => ObjectList[index];

    /// <inheritdoc cref="Paginator{T}.GetElidedPageRange"/>
    public IEnumerable<object> GetElidedPageRange(int onEachSide = 3, int onEnds = 2) => Paginator.GetElidedPageRange(Number, onEachSide, onEnds);

    public IEnumerator<T> GetEnumerator() => ObjectList.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"<Page {Number} of {Paginator.NumPages}>";
}

/// <summary>A whole number out of a value, as Python's <c>int()</c> reads it, but that a number with a fraction is none.</summary>
internal static class WholeNumber
{
    public static long? Of(object? value) => value switch
    {
        string text => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null,
        bool or char or null => null,
        double number => number == Math.Floor(number) && Math.Abs(number) < long.MaxValue ? (long)number : null,
        IConvertible number when number.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.UInt64 => number.ToInt64(CultureInfo.InvariantCulture),
        _ => null,
    };
}
