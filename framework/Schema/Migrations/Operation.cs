namespace Quintet.Db.Migrations;

/// <summary>One change of the schema (or of the data).</summary>
public abstract class Operation
{
}
