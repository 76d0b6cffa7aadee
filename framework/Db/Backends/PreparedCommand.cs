using System.Data.Common;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>A command that a connection keeps, with its parameters: only their values are set anew for each run.</summary>
internal sealed class PreparedCommand : IDisposable
{
    private readonly DbParameter[] _parameters;

    public PreparedCommand(DbCommand command, string sql, int parameters, Dialect dialect)
    {
        Command = command;
        command.CommandText = sql;
        _parameters = new DbParameter[parameters];
        for (var i = 0; i < parameters; i++)
        {
            var parameter = _parameters[i] = command.CreateParameter();
            if (!dialect.HasNumberedParameters) parameter.ParameterName = dialect.ParameterName(i);
            command.Parameters.Add(parameter);
        }
    }

    public DbCommand Command { get; }

    /// <summary>Where the run is put down; null: nowhere.</summary>
    public ExecutedQuery? Query { get; set; }

    /// <summary>Whether it runs, or its rows are being read.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Whether the connection has it for the next run.</summary>
    public bool IsKept { get; set; }

    /// <summary>Whether it may run with these values now.</summary>
    public bool Fits(IReadOnlyList<object?> values) => !IsTaken && values.Count == _parameters.Length;

    public void Set(IReadOnlyList<object?> values, Dialect dialect)
    {
        for (var i = 0; i < _parameters.Length; i++) _parameters[i].Value = dialect.ToDatabase(values[i]) ?? DBNull.Value;
    }

    public void Dispose() => Command.Dispose();
}
