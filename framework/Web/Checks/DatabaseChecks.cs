using Quintet.Db;

namespace Quintet.Checks;

/// <summary>What a database says: <c>check --database default</c>, and <c>migrate</c> of its own.</summary>
internal static class DatabaseChecks
{
    public static IEnumerable<CheckMessage> Run(CheckContext check) => check.Databases.Select(Unreachable).OfType<CheckMessage>();

    private static CheckMessage? Unreachable(string alias)
    {
        try
        {
            _ = Application.Current.Connections[alias];
            return null;
        }
        catch (OperationalErrorException exception)
        {
            return new("QT6020", CheckLevel.Error, exception.Message, null, $"Settings.Databases[\"{alias}\"]");
        }
    }
}
