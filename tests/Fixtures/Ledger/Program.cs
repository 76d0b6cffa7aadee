using Ledger;
using Quintet.Management;

// `die 12` ends as by a power cut when the 12th statement comes; all else is a command of Quintet's.
return args is ["die", var statement, ..] ? Death.At(int.Parse(statement, System.Globalization.CultureInfo.InvariantCulture), args.Length > 2 ? args[2] : null) : await ManagementUtility.ExecuteFromCommandLine<Settings>(args);
