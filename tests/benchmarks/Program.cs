using System.Globalization;
using BenchmarkDotNet.Running;
using Benchmarks;
using Benchmarks.Commands;
using Benchmarks.Db;
using Benchmarks.Pages;
using Benchmarks.Server;
using Benchmarks.Templates;

// Times are measured here and nowhere else; tests count. `npm run benchmark` runs everything, `npm run benchmark -- --filter '*Page*'` a part; `npm run benchmark -- db-ratios` takes engines in turns;
// `npm run benchmark -- first-render`, `first-query`, `commands`, `migrations`, `pages` and `server` measure what needs a process for each run.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (args is [FirstRender.Command, ..]) return FirstRender.Run(args);
if (args is [Ratios.Command, ..]) return Ratios.Run(args);
if (args is [CommandTimes.Command]) return CommandTimes.Run();
if (args is [FirstQuery.Command, ..]) return FirstQuery.Run(args);
if (args is [PageTimes.Command, ..]) return PageTimes.Run(args);
if (args is [ServerTimes.Command]) return ServerTimes.Run();
if (args is [Migrating.Command, ..]) return Migrating.Run(args);
BenchmarkSwitcher.FromAssembly(typeof(Settings).Assembly).Run(args, new Settings());
return 0;
