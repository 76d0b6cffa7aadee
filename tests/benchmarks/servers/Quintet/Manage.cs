return await Quintet.Management.ManagementUtility.ExecuteFromCommandLine<Settings>(args);
