using System.Data.Common;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>A command that a connection keeps, with its parameters: only their values are set anew for each run.</summary>
internal class PreparedCommand : IDisposable
{
    private readonly DbParameter[] _parameters;

    public PreparedCommand(DbCommand command, string sql, int parameters, Dialect dialect)
    {
        (Command, Dialect) = (command, dialect);
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

    protected Dialect Dialect { get; }

    /// <summary>The command to read rows with, its values set.</summary>
    public virtual DbCommand Reading => Command;

    /// <summary>Where the run is put down; null: nowhere.</summary>
    public ExecutedQuery? Query { get; set; }

    /// <summary>Whether it runs, or its rows are being read.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Whether the connection has it for the next run.</summary>
    public bool IsKept { get; set; }

    /// <summary>Whether it may run with these values now.</summary>
    public bool Fits(IReadOnlyList<object?> values) => !IsTaken && values.Count == _parameters.Length;

    /// <summary>Sets the values of the next run.</summary>
    public virtual void Set(IReadOnlyList<object?> values)
    {
        for (var i = 0; i < _parameters.Length; i++) _parameters[i].Value = Dialect.ToDatabase(values[i]) ?? DBNull.Value;
    }

    /// <summary>Runs it; gives the number of rows that it changed.</summary>
    public virtual int ExecuteNonQuery() => Command.ExecuteNonQuery();

    /// <inheritdoc cref="ExecuteNonQuery"/>
    public virtual Task<int> ExecuteNonQueryAsync(CancellationToken cancellation) => Command.ExecuteNonQueryAsync(cancellation);

    public virtual void Dispose() => Command.Dispose();
}
