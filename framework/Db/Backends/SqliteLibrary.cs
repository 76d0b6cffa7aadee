using System.Runtime.InteropServices;
using SQLitePCL;

namespace Quintet.Db;

/// <summary>
/// The functions of the SQLite library that a statement calls at each run, without the driver's wrappers around them: those add and release
/// a reference to the statement each time, and ask which library it is. https://sqlite.org/c3ref/funclist.html
/// </summary>
internal sealed unsafe class SqliteLibrary
{
    // The one library that the driver's package brings; of another one it is not known how it was loaded.
    private const string Name = "e_sqlite3";

    // The quick ones neither wait nor call back: the runtime need not be told of them.
    private readonly delegate* unmanaged[SuppressGCTransition]<nint, int, long, int> _bindInt64;
    private readonly delegate* unmanaged[SuppressGCTransition]<nint, int, double, int> _bindDouble;
    private readonly delegate* unmanaged[SuppressGCTransition]<nint, int, int> _bindNull;
    private readonly delegate* unmanaged[SuppressGCTransition]<nint, int> _changes;
    private readonly delegate* unmanaged<nint, int> _step;
    private readonly delegate* unmanaged<nint, int> _reset;

    private SqliteLibrary(nint library)
    {
        _bindInt64 = (delegate* unmanaged[SuppressGCTransition]<nint, int, long, int>)NativeLibrary.GetExport(library, "sqlite3_bind_int64");
        _bindDouble = (delegate* unmanaged[SuppressGCTransition]<nint, int, double, int>)NativeLibrary.GetExport(library, "sqlite3_bind_double");
        _bindNull = (delegate* unmanaged[SuppressGCTransition]<nint, int, int>)NativeLibrary.GetExport(library, "sqlite3_bind_null");
        _changes = (delegate* unmanaged[SuppressGCTransition]<nint, int>)NativeLibrary.GetExport(library, "sqlite3_changes");
        _step = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "sqlite3_step");
        _reset = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "sqlite3_reset");
    }

    /// <summary>The driver's library; null where it is another than the one that comes with it, or a part of the program itself.</summary>
    public static SqliteLibrary? OfDriver { get; } = raw.GetNativeLibraryName() == Name && NativeLibrary.TryLoad(Name, typeof(SQLite3Provider_e_sqlite3).Assembly, null, out var library) ? new(library) : null;

    public int BindInt64(nint statement, int place, long value) => _bindInt64(statement, place, value);

    public int BindDouble(nint statement, int place, double value) => _bindDouble(statement, place, value);

    public int BindNull(nint statement, int place) => _bindNull(statement, place);

    /// <summary>The rows that the last statement changed.</summary>
    public int Changes(nint database) => _changes(database);

    public int Step(nint statement) => _step(statement);

    public int Reset(nint statement) => _reset(statement);
}
